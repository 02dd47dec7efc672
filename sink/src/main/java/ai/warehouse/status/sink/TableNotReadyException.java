package ai.warehouse.status.sink;

/** A table takes no writes yet, or none before it is gone and created anew: both pass. */
final class TableNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableNotReadyException(String message) {
    super(message);
  }
}
