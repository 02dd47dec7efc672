package ai.warehouse.status.sink;

import java.util.List;

/**
 * What goes to a table at once, from when it is taken from its queue until it is known what became
 * of it.
 *
 * @param writes never empty
 * @param retry whether all of it is of keys that have failed
 * @param probe whether it tries a table that takes nothing
 */
record Request(TableQueue queue, List<PendingWrite> writes, boolean retry, boolean probe) {
  /** Returns the items. */
  List<ItemWrite> items() {
    return writes.stream().map(PendingWrite::write).toList();
  }
}
