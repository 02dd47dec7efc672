package ai.warehouse.status.service.dynamodb;

import ai.warehouse.status.service.ConfigurationException;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** Creates the DynamoDB client of a service from its settings. */
public final class DynamoDbClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private DynamoDbClients() {}

  /**
   * Returns a client, to be closed by the caller.
   *
   * <p>The keys that are passed on to the AWS SDK become system properties, the one way that
   * reaches all parts of it, and stay, as its credentials providers read them again and again.
   *
   * @param concurrency how many requests may be in flight
   * @param attempts of a request, by the SDK itself
   * @throws ConfigurationException if a key is passed on that can't be
   * @throws StartupException if no region is known
   */
  public static DynamoDbAsyncClient create(Settings settings, int concurrency, int attempts) {
    AwsSettings.of(settings).forEach(System::setProperty);
    // A connection that stalls must end in a retry, and so must one that only trickles: silence is
    // limited, and twice as long the attempt as a whole.
    Duration stall = settings.getMillis(DynamoDbSettings.DYNAMODB_TIMEOUT_MS);
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
                        .apiCallTimeout(attempt.multipliedBy(attempts + 1L))
                        .retryStrategy(retry -> retry.maxAttempts(attempts)))
            // Named, lest the SDK find two on somebody's class path and refuse to choose.
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(concurrency)
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .readTimeout(stall)
                    .writeTimeout(stall));
    URI endpoint = DynamoDbSettings.endpoint(settings);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    String region = settings.getString(DynamoDbSettings.DYNAMODB_REGION);
    if (region != null) {
      builder.region(Region.of(region));
    }
    try {
      return builder.build();
    } catch (SdkClientException e) {
      throw new StartupException(
          "No DynamoDB client (%s, or AWS_REGION, says which region): %s"
              .formatted(DynamoDbSettings.DYNAMODB_REGION, e.getMessage()),
          e);
    }
  }
}
