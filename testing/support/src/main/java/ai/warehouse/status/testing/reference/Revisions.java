package ai.warehouse.status.testing.reference;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;

/** Takes the revision off records, so that they compare with {@link ReferenceTables}. */
public final class Revisions {
  private Revisions() {}

  /** Returns the status with revision 0. */
  public static Status without(Status status) {
    return status.with(same -> same.revision(0));
  }

  /** Returns the head with revision 0. */
  public static StatusHead without(StatusHead head) {
    return head.with(same -> same.revision(0));
  }

  /** Returns the counter with revision 0. */
  public static StatusCounter without(StatusCounter counter) {
    return counter.with(same -> same.revision(0));
  }
}
