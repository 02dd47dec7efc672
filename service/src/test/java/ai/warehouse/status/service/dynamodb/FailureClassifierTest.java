package ai.warehouse.status.service.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FailureClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "ConditionalCheckFailedException, 400, REFUSED_CONDITION",
    "ProvisionedThroughputExceededException, 400, RETRYABLE",
    "RequestLimitExceeded, 400, RETRYABLE",
    "ThrottlingException, 400, RETRYABLE",
    "InternalServerError, 500, RETRYABLE",
    "ServiceUnavailable, 503, RETRYABLE",
    "Unknown, 429, RETRYABLE",
    "RequestTimeout, 408, RETRYABLE",
    "RequestTimeTooSkewed, 403, RETRYABLE",
    "IDPCommunicationError, 400, RETRYABLE",
    "ResourceInUseException, 400, RETRYABLE",
    "ValidationException, 400, RECORDS_OWN_FAULT",
    "SerializationException, 400, RECORDS_OWN_FAULT",
    "ItemCollectionSizeLimitExceededException, 400, RECORDS_OWN_FAULT",
    "Unknown, 413, RECORDS_OWN_FAULT",
    "ResourceNotFoundException, 400, FATAL",
    "AccessDeniedException, 400, FATAL",
    "UnrecognizedClientException, 400, FATAL",
    "InvalidSignatureException, 400, FATAL",
    "MissingAuthenticationTokenException, 400, FATAL",
    "ExpiredTokenException, 400, FATAL",
    "NeverHeardOf, 400, FATAL",
  })
  void shouldClassifyAnswersOfDynamoDb(String code, int status, FailureKind kind) {
    Throwable failure =
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();

    assertThat(FailureClassifier.classify(failure)).isEqualTo(kind);
    assertThat(FailureClassifier.classify(new CompletionException(failure))).isEqualTo(kind);
    assertThat(FailureClassifier.classify(SdkClientException.create("waiter", failure)))
        .isEqualTo(kind);
  }

  @Test
  void shouldTakeAnAnswerWithoutDetailsForFatal() {
    assertThat(FailureClassifier.classify(ConditionalCheckFailedException.builder().build()))
        .isEqualTo(FailureKind.FATAL);
  }

  @Test
  void shouldRetryWhatHappensOnTheWay() {
    assertThat(
            FailureClassifier.classify(
                SdkClientException.create("refused", new ConnectException("refused"))))
        .isEqualTo(FailureKind.RETRYABLE);
    assertThat(FailureClassifier.classify(ApiCallTimeoutException.create(1)))
        .isEqualTo(FailureKind.RETRYABLE);
    assertThat(FailureClassifier.classify(ApiCallAttemptTimeoutException.create(1)))
        .isEqualTo(FailureKind.RETRYABLE);
    assertThat(FailureClassifier.classify(new RetryableException("table is being created")))
        .isEqualTo(FailureKind.RETRYABLE);
  }

  @Test
  void shouldRetryCredentialsThatMayComeAndNoOthers() {
    Throwable none = new CredentialsException("nothing is configured", false);
    Throwable away = new CredentialsException("nobody answers", true);

    assertThat(FailureClassifier.classify(none)).isEqualTo(FailureKind.FATAL);
    assertThat(FailureClassifier.classify(SdkClientException.create("wrapped", none)))
        .isEqualTo(FailureKind.FATAL);
    assertThat(FailureClassifier.classify(SdkClientException.create("wrapped", away)))
        .isEqualTo(FailureKind.RETRYABLE);
  }

  @Test
  void shouldClassifyFailuresOfKafka() {
    assertThat(FailureClassifier.classify(new TimeoutException("no answer")))
        .isEqualTo(FailureKind.RETRYABLE);
    assertThat(FailureClassifier.classify(new TopicAuthorizationException("dead-letter")))
        .isEqualTo(FailureKind.FATAL);
    assertThat(FailureClassifier.classify(new RecordTooLargeException("large")))
        .isEqualTo(FailureKind.FATAL);
  }

  @Test
  void shouldTakeTheUnknownForFatal() {
    assertThat(FailureClassifier.classify(new IllegalStateException("bug")))
        .isEqualTo(FailureKind.FATAL);
    assertThat(FailureClassifier.classify(new IOException("not from the SDK")))
        .isEqualTo(FailureKind.FATAL);
    assertThat(FailureClassifier.classify(new OutOfMemoryError())).isEqualTo(FailureKind.FATAL);
  }

  @Test
  void shouldUnwrapWhatFuturesWrap() {
    Throwable bare = new IllegalStateException("bare");

    assertThat(FailureClassifier.unwrap(new CompletionException(new CompletionException(bare))))
        .isSameAs(bare);
    assertThat(FailureClassifier.unwrap(bare)).isSameAs(bare);
  }
}
