package ai.warehouse.status.service.dynamodb;

/** A failure that is not an error of the AWS SDK or of Kafka, and may not occur again. */
public class RetryableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception without stack trace, as each attempt may throw one. */
  public RetryableException(String message) {
    super(message, null, false, false);
  }
}
