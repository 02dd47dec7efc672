package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.item.ItemWrite;
import java.util.List;

/**
 * Writes of one table that are sent together, from when they are taken from their queue until their
 * outcome is known.
 *
 * @param writes never empty
 * @param retry whether all are of keys that have failed
 * @param probe whether the request tests a table that takes nothing
 */
record Request(TableQueue queue, List<PendingWrite> writes, boolean retry, boolean probe) {
  /** Returns the items. */
  List<ItemWrite> items() {
    return writes.stream().map(PendingWrite::write).toList();
  }
}
