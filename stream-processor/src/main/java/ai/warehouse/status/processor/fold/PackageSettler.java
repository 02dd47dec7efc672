package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Computes anew what follows from the facts of a package: counts, order and head.
 *
 * <p>For a state that a crash has left half stored: the facts (times, totals, what each locale
 * reported) are complete again once the events have been read again, but an event that was in them
 * already changes nothing that follows from them.
 */
public final class PackageSettler {
  private final PackageView view;
  private final PackageKey key;
  private final Instant from;
  private final long revision;
  private final Map<BuildKey, BuildState> published = new LinkedHashMap<>();
  private final List<Status> statuses = new ArrayList<>();
  private final List<StatusCounter> counters = new ArrayList<>();
  private final Set<Position> order = new LinkedHashSet<>();
  private Status last;

  private PackageSettler(PackageView view, PackageKey key, Instant from, long revision) {
    this.view = view;
    this.key = key;
    this.from = from;
    this.revision = revision;
  }

  /**
   * Returns what is to be put right and published.
   *
   * @param from no build that began earlier had an event that may have been half stored. Those that
   *     began later are all published: the order of builds may have changed among them, and back
   * @param revision for all that is published
   */
  public static Settlement settle(PackageView view, PackageKey key, Instant from, long revision) {
    return new PackageSettler(view, key, from, revision).settle();
  }

  private Settlement settle() {
    // The sort is stable, so builds of one time stay in the order of their versions.
    view.builds(key).entrySet().stream()
        .sorted(Comparator.comparing(build -> build.getValue().createdAt()))
        .forEach(build -> settle(build.getKey(), build.getValue()));
    Set<Position> known = new LinkedHashSet<>(view.positions(key));
    HeadState head = last == null ? null : head();
    return new Settlement(
        key,
        published,
        known.stream().filter(position -> !order.contains(position)).toList(),
        order.stream()
            .filter(position -> !known.contains(position) || isPublished(position))
            .toList(),
        head,
        statuses,
        last == null ? null : StatusHead.of(last, head.revision()),
        counters);
  }

  private void settle(String version, BuildState known) {
    BuildKey build = new BuildKey(key.pkg(), key.env(), version);
    BuildState right =
        counted(build, known).withPreviousVersion(last == null ? null : last.key().version());
    if (!known.createdAt().isBefore(from) || !right.equals(known)) {
      right = right.withRevision(Math.max(revision, known.revision()));
      publish(build, right);
    }
    last = right.status(build);
    order.add(new Position(right.createdAt(), version));
  }

  private BuildState counted(BuildKey build, BuildState known) {
    LocaleCounts counts = new LocaleCounts();
    view.eachLocale(build, counts::add);
    return known.withCounts(counts.completed, counts.failing);
  }

  private static final class LocaleCounts {
    private long completed;
    private long failing;

    void add(String locale, LocaleState state) {
      completed += state.completed() ? 1 : 0;
      failing += locale != null && state.failing() ? 1 : 0;
    }
  }

  private void publish(BuildKey build, BuildState right) {
    published.put(build, right);
    statuses.add(right.status(build));
    if (right.completedLocales() > 0) {
      counters.add(right.counter(build));
    }
  }

  private boolean isPublished(Position position) {
    return published.containsKey(new BuildKey(key.pkg(), key.env(), position.version()));
  }

  private HeadState head() {
    HeadState known = Objects.requireNonNullElse(view.head(key), HeadState.NONE);
    return new HeadState(last.key().version(), Math.max(revision, known.revision()));
  }
}
