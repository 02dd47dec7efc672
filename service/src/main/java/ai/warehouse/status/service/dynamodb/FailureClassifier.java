package ai.warehouse.status.service.dynamodb;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Decides what a failure of DynamoDB, of a login or of the dead letter topic means. */
public final class FailureClassifier {
  /** What a failed request means for the service. */
  public enum FailureKind {
    /** A newer item is stored: success. */
    REFUSED_CONDITION,
    /** A later attempt may succeed, however much later. */
    RETRYABLE,
    /** This one record can't be stored, whatever is tried; others can. */
    RECORDS_OWN_FAULT,
    /** Nothing can be written until a person has acted. */
    FATAL
  }

  private static final Set<String> OWN_FAULT =
      Set.of(
          "ValidationException",
          "SerializationException",
          "ItemCollectionSizeLimitExceededException");
  private static final Set<String> RETRYABLE =
      Set.of(
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "ThrottlingException",
          "ThrottledException",
          "InternalServerError",
          "ReplicatedWriteConflictException",
          "TransactionConflictException",
          // The token service can't reach whoever issued the identity.
          "IDPCommunicationError",
          // A table that is being created or changed.
          "ResourceInUseException",
          "LimitExceededException");
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private FailureClassifier() {}

  /**
   * Classifies a failure.
   *
   * @param failure wrapped by futures and by the SDK, or not
   */
  public static FailureKind classify(Throwable failure) {
    Throwable decisive = decisive(failure);
    if (decisive instanceof CredentialsException credentials) {
      return credentials.isRetryable() ? FailureKind.RETRYABLE : FailureKind.FATAL;
    }
    if (decisive instanceof SdkServiceException answer) {
      return classify(answer);
    }
    boolean retryable =
        decisive instanceof RetryableException
            || decisive instanceof SdkClientException
            || decisive instanceof RetriableException;
    return retryable ? FailureKind.RETRYABLE : FailureKind.FATAL;
  }

  /**
   * Returns the failure that says most: an answer of DynamoDB, or that there are no credentials,
   * else the unwrapped failure.
   */
  public static Throwable decisive(Throwable failure) {
    Throwable decisive = unwrap(failure);
    // A cause decides before its wrapper: the SDK wraps failures that it doesn't know.
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CredentialsException || cause instanceof SdkServiceException) {
        decisive = cause;
      }
    }
    return decisive;
  }

  private static FailureKind classify(SdkServiceException answer) {
    String code = code(answer);
    int status = answer.statusCode();
    if ("ConditionalCheckFailedException".equals(code)) {
      return FailureKind.REFUSED_CONDITION;
    }
    if (OWN_FAULT.contains(String.valueOf(code)) || status == TOO_LARGE) {
      return FailureKind.RECORDS_OWN_FAULT;
    }
    boolean retryable =
        RETRYABLE.contains(String.valueOf(code))
            || answer.isThrottlingException()
            || answer.isClockSkewException()
            || status >= SERVER_ERROR
            || status == REQUEST_TIMEOUT
            || status == TOO_MANY_REQUESTS;
    // The rest is about tables, rights and signatures, or unknown: all beyond the service's means.
    return retryable ? FailureKind.RETRYABLE : FailureKind.FATAL;
  }

  // Credentials need not come from a service of AWS.
  private static @Nullable String code(SdkServiceException answer) {
    return answer instanceof AwsServiceException aws && aws.awsErrorDetails() != null
        ? aws.awsErrorDetails().errorCode()
        : null;
  }

  /** Returns the failure without the wrappers that futures put around it. */
  public static Throwable unwrap(Throwable failure) {
    Throwable bare = failure;
    while ((bare instanceof CompletionException || bare instanceof ExecutionException)
        && bare.getCause() != null) {
      bare = bare.getCause();
    }
    return bare;
  }
}
