package ai.warehouse.status.sink;

/** DynamoDB has stored a batch in part, as it does when it throttles; the rest is to be retried. */
final class UnprocessedItemsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnprocessedItemsException(int items) {
    // Without stack trace: it only ever goes to the retrier, and often.
    super(items + " items unprocessed", null, false, false);
  }
}
