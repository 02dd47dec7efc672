package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Progress;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a build, computed from its counter and status.
 *
 * @param count number of completed locales
 * @param total number of locale builds; null while unknown
 * @param percent percentage of complete locale builds, 0 to 100
 */
public record BuildProgress(long count, @Nullable Integer total, int percent) {
  /** Returns the progress; null if there is neither. */
  static @Nullable BuildProgress of(@Nullable Status status, @Nullable StatusCounter counter) {
    if (status == null && counter == null) {
      return null;
    }
    long count = counter == null ? 0 : counter.count();
    Integer total = status == null ? null : status.total();
    return new BuildProgress(count, total, Progress.percent(count, total));
  }
}
