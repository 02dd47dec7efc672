package ai.warehouse.status.model.kafka;

/** Says which topic is missing or set up in a way that would lose data, and what to do. */
public final class UnfitTopicException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitTopicException(String message) {
    super(message);
  }
}
