package ai.warehouse.status.sink;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where what was read is kept for good. */
interface Store {
  /**
   * Makes one attempt to put items into their table.
   *
   * @param writes events, at most as many as one request takes, or one snapshot
   * @return what became of it; fails with what is fatal
   */
  CompletableFuture<Attempt> store(List<ItemWrite> writes);

  /** Completes when the record is with the dead letters; fails with what is fatal. */
  CompletableFuture<Void> reject(RejectedRecord record);
}
