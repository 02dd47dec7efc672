package ai.warehouse.status.api.live;

import ai.warehouse.status.model.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a wait ended with.
 *
 * @param status the newest known; null if the build is unknown
 */
public record WaitOutcome(Result result, @Nullable Status status) {
  /** Why a wait ended. */
  public enum Result {
    /** The build is complete. */
    COMPLETE,
    /** The build is failing. */
    FAILING,
    /** The time is over. */
    TIMED_OUT
  }
}
