package ai.warehouse.status.sink;

import java.util.List;

/**
 * What became of one request to a table: what isn't left is stored.
 *
 * @param left what the table has not taken; empty if it has taken all
 * @param why why not; null if nothing is left
 */
record Attempt(List<ItemWrite> left, Throwable why) {
  /** Of a request whose items are all stored, or older than what is. */
  static Attempt stored() {
    return new Attempt(List.of(), null);
  }

  /** Returns whether what is left was refused for what it is, and not for a passing reason. */
  boolean isRefused() {
    return why != null && FailureClassifier.classify(why) == FailureKind.RECORDS_OWN_FAULT;
  }
}
