package ai.warehouse.status.model.dynamodb;

/** Thrown for a call on a table that doesn't exist. */
public final class MissingTableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception about one table. */
  public MissingTableException(String table, Throwable cause) {
    super("table " + table + " is missing: create it with StatusModels.ensure()", cause);
  }
}
