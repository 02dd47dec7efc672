package ai.warehouse.status.model.dynamodb;

/** Names a table that doesn't exist, and says how to create it. */
public final class MissingTableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception about one table. */
  public MissingTableException(String table, Throwable cause) {
    super("table " + table + " is missing: create it with StatusModels.ensure()", cause);
  }
}
