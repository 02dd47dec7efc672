package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.time.Instant;

/**
 * What readers see of a build, so what decides whether an event has changed an item (SPEC §2).
 *
 * @param total null while unknown
 * @param previousVersion null for the first of its package
 */
record ShownBuild(
    Instant createdAt,
    Instant updatedAt,
    Integer total,
    int progress,
    boolean complete,
    boolean error,
    String previousVersion) {
  /** Returns what of it the package's head shows: all but the flags. */
  ShownBuild inHead() {
    return new ShownBuild(createdAt, updatedAt, total, progress, false, false, previousVersion);
  }

  /**
   * Returns the build's item.
   *
   * @param revision the item's
   */
  Status status(BuildKey key, long revision) {
    return new Status(
        key, createdAt, updatedAt, total, progress, complete, error, previousVersion, revision);
  }
}
