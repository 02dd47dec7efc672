package ai.warehouse.status.sink.dynamodb;

import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.item.ItemWrite;
import java.util.List;

/**
 * The outcome of one request to a table: all writes that aren't left are stored.
 *
 * @param left the writes that the table has not taken; empty if all are stored
 * @param why the failure; null if nothing is left
 */
public record Outcome(List<ItemWrite> left, Throwable why) {
  /** Returns the outcome of a request whose items, or newer ones, are all stored. */
  public static Outcome stored() {
    return new Outcome(List.of(), null);
  }

  /** Returns whether the items that are left were refused because of their content. */
  public boolean isRefused() {
    return why != null && FailureClassifier.classify(why) == FailureKind.RECORDS_OWN_FAULT;
  }
}
