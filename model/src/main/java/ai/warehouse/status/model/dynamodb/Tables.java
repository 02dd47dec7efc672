package ai.warehouse.status.model.dynamodb;

import java.util.List;

/**
 * The names of the tables of one installation (SPEC §2).
 *
 * @param prefix prefix of all names; empty for none
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

  /** Returns all four tables with the layouts of their items. */
  public List<Table<?>> all() {
    return List.of(
        new Table<>(statusEvent(), ItemSchemas.STATUS_EVENT),
        new Table<>(status(), ItemSchemas.STATUS),
        new Table<>(statusHead(), ItemSchemas.STATUS_HEAD),
        new Table<>(statusCounter(), ItemSchemas.STATUS_COUNTER));
  }
}
