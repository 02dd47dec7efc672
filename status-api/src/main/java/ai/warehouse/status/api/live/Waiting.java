package ai.warehouse.status.api.live;

import ai.warehouse.status.model.BuildKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits for builds (SPEC §5). */
public interface Waiting {
  /**
   * Waits until a build is complete, or failing, or the time is over; a build that doesn't exist
   * yet is waited for.
   *
   * @param failIfFailing whether a failing build ends the wait; else a complete one does, failing
   *     or not
   * @return completed on the thread of all that is live, which must not be held up; fails with
   *     CancellationException when the service stops, and never for a neighbour that is away.
   *     Whoever cancels it waits no more
   */
  CompletableFuture<WaitOutcome> await(BuildKey build, boolean failIfFailing, Duration timeout);
}
