package ai.warehouse.status.sink;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.sink.dynamodb.ClassifyingCredentialsProvider;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** Creates the sink's DynamoDB client from its settings. */
final class DynamoDbClients {
  // One retry of the SDK's own mends a wrong clock; all others are the sink's own.
  private static final int ATTEMPTS = 2;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private DynamoDbClients() {}

  /**
   * Returns a client, to be closed by the caller.
   *
   * <p>The keys that are passed on to the AWS SDK become system properties, the one way that
   * reaches all parts of it, and stay, as its credentials providers read them again and again.
   *
   * @throws ConfigurationException if a key is passed on that can't be
   * @throws StartupException if no region is known
   */
  static DynamoDbAsyncClient create(Settings settings) {
    AwsSettings.of(settings).forEach(System::setProperty);
    // A connection that stalls must end in a retry, and so must one that only trickles: silence is
    // limited, and twice as long the attempt as a whole.
    Duration stall = settings.getMillis(SinkSettings.DYNAMODB_TIMEOUT_MS);
    Duration attempt = stall.multipliedBy(2);
    ClassifyingCredentialsProvider credentials = new ClassifyingCredentialsProvider();
    DynamoDbAsyncClientBuilder builder =
        DynamoDbAsyncClient.builder()
            .credentialsProvider(credentials)
            .overrideConfiguration(
                override ->
                    override
                        .addExecutionInterceptor(credentials.retryExpired())
                        .apiCallAttemptTimeout(attempt)
                        .apiCallTimeout(attempt.multipliedBy(ATTEMPTS + 1))
                        .retryStrategy(retry -> retry.maxAttempts(ATTEMPTS)))
            // Named, lest the SDK find two on somebody's class path and refuse to choose.
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    // Events and snapshots may have as many each.
                    .maxConcurrency(2 * settings.getInt(SinkSettings.WRITE_CONCURRENCY))
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .readTimeout(stall)
                    .writeTimeout(stall));
    URI endpoint = SinkSettings.endpoint(settings);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    String region = settings.getString(SinkSettings.DYNAMODB_REGION);
    if (region != null) {
      builder.region(Region.of(region));
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new StartupException(
          "No DynamoDB client (%s, or AWS_REGION, says which region): %s"
              .formatted(SinkSettings.DYNAMODB_REGION, e.getMessage()),
          e);
    }
  }
}
