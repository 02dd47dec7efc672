package ai.warehouse.status.model.dynamodb;

/**
 * The names of the tables of one installation (SPEC §2).
 *
 * @param prefix stands before each name; empty for none
 */
public record Tables(String prefix) {
  /** Returns the name of the table of events. */
  public String statusEvent() {
    return prefix + "WrhsStatusEvent";
  }

  /** Returns the name of the table of build statuses. */
  public String status() {
    return prefix + "WrhsStatus";
  }

  /** Returns the name of the table of heads. */
  public String statusHead() {
    return prefix + "WrhsStatusHead";
  }

  /** Returns the name of the table of counters. */
  public String statusCounter() {
    return prefix + "WrhsStatusCounter";
  }
}
