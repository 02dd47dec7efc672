package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import java.util.List;
import java.util.Map;

/**
 * The changes that an event makes: those of the state, and those of the items that readers see.
 *
 * @param builds the new states of the builds that changed: the event's own and, where that moved,
 *     the builds that were or are next to it
 * @param locale the new state of the event's locale; null if unchanged
 * @param move the build's new place in its package; null if unchanged
 * @param statuses the statuses that changed
 * @param statusHead the head that changed; null if unchanged
 * @param statusCounter the counter that changed; null if unchanged
 */
public record FoldResult(
    Map<BuildKey, BuildState> builds,
    LocaleChange locale,
    Move move,
    List<Status> statuses,
    StatusHead statusHead,
    StatusCounter statusCounter) {
  /** Nothing changes: the event was known, or adds nothing that is kept. */
  public static final FoldResult UNCHANGED =
      new FoldResult(Map.of(), null, null, List.of(), null, null);

  /** Returns whether the state stays as it was, and so all items. */
  public boolean isEmpty() {
    return builds.isEmpty() && locale == null;
  }

  /**
   * A locale's new state.
   *
   * @param locale null for the unnamed one
   */
  public record LocaleChange(BuildKey key, String locale, LocaleState state) {}

  /**
   * A build's new place.
   *
   * @param from null for a new build
   */
  public record Move(PackageKey key, BuildOrder from, BuildOrder to) {}
}
