package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Through a real client, as it is the SDK that wraps exceptions or doesn't. */
class TellingCredentialsTest {
  // Nobody can listen on port 0, so a request can't get anywhere.
  private static final URI NOWHERE = URI.create("http://127.0.0.1:0");

  @Test
  void shouldMakeMissingCredentialsFatal() {
    AwsCredentialsProvider none =
        AwsCredentialsProviderChain.of(SystemPropertyCredentialsProvider.create());

    Throwable failure = failureWith(none);

    assertThat(FailureClassifier.classify(failure)).isEqualTo(FailureKind.FATAL);
    assertThat(failure).hasStackTraceContaining("Unable to load credentials");
  }

  @Test
  void shouldLeaveRefusedConnectionRetryable() {
    AwsCredentialsProvider some =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));

    assertThat(FailureClassifier.classify(failureWith(some))).isEqualTo(FailureKind.RETRYABLE);
  }

  private static Throwable failureWith(AwsCredentialsProvider credentials) {
    try (DynamoDbAsyncClient client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(NOWHERE)
            .region(Region.US_EAST_1)
            .credentialsProvider(new TellingCredentials(credentials))
            .overrideConfiguration(o -> o.retryStrategy(retry -> retry.maxAttempts(1)))
            .build()) {
      return catchThrowable(() -> client.describeTable(table -> table.tableName("any")).join());
    }
  }
}
