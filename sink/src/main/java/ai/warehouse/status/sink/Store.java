package ai.warehouse.status.sink;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where what was read is kept for good. */
interface Store {
  /**
   * Stores items.
   *
   * @param writes events, at most as many as one request takes, or one snapshot
   * @return completes when they are in their table or, those that can't be, with the dead letters;
   *     fails with what is fatal
   */
  CompletableFuture<Void> store(List<ItemWrite> writes);

  /** Completes when the record is with the dead letters; fails with what is fatal. */
  CompletableFuture<Void> reject(RejectedRecord record);
}
