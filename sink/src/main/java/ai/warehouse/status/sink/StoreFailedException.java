package ai.warehouse.status.sink;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Something can't be stored until a person acts; the message names where to and why. */
final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param what what can't be done, as {@code Cannot write table X}
   * @param cause as DynamoDB or Kafka tell it
   */
  StoreFailedException(String what, Throwable cause) {
    super("%s: %s".formatted(what, reasonOf(cause)), cause);
  }

  /** Returns a failure's name and message, as DynamoDB or Kafka tell it. */
  static String reasonOf(Throwable cause) {
    return "%s: %s".formatted(nameOf(cause), cause.getMessage());
  }

  // The SDK leaves the code out of its message, and has classes for few.
  private static String nameOf(Throwable cause) {
    return cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? answer.awsErrorDetails().errorCode()
        : cause.getClass().getSimpleName();
  }
}
