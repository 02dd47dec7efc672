package ai.warehouse.status.sink.dynamodb;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A record can't be stored until a person acts; the message says where and why. */
public final class StoreFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param what the message's beginning, such as {@code Cannot write table X}
   * @param cause the failure of DynamoDB or Kafka
   */
  public StoreFailedException(String what, Throwable cause) {
    super("%s: %s".formatted(what, reasonOf(cause)), cause);
  }

  /** Returns a failure's name and message, as DynamoDB or Kafka give them. */
  public static String reasonOf(Throwable cause) {
    return "%s: %s".formatted(nameOf(cause), cause.getMessage());
  }

  // The SDK leaves the code out of its message, and has classes for few.
  private static String nameOf(Throwable cause) {
    return cause instanceof AwsServiceException answer && answer.awsErrorDetails() != null
        ? answer.awsErrorDetails().errorCode()
        : cause.getClass().getSimpleName();
  }
}
