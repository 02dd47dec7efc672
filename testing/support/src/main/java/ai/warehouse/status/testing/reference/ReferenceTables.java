package ai.warehouse.status.testing.reference;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The contents of the tables, written down from SPEC §2 with no regard to speed, to judge the
 * services by. Every revision is 0: a place in the log is no function of the events.
 *
 * @param events one entry for each item of the event table; the item may be any of the set, which
 *     has more than one event only if a publisher used one id for different ones
 * @param statuses one for each build with an event
 * @param heads one for each package with a build
 * @param counters one for each build with a completed locale
 */
public record ReferenceTables(
    Map<EventKey, Set<StatusEvent>> events,
    Map<BuildKey, Status> statuses,
    Map<PackageKey, StatusHead> heads,
    Map<BuildKey, StatusCounter> counters) {
  /** Identifies an event: by its build and its id. */
  public record EventKey(BuildKey key, UUID eventId) {}

  /**
   * Computes the tables.
   *
   * @param accepted accepted events in any order, any of them any number of times, ignored ones too
   */
  public static ReferenceTables of(Collection<StatusEvent> accepted) {
    List<StatusEvent> events =
        accepted.stream().filter(event -> event.kind() != EventKind.IGNORED).toList();
    List<ReferenceBuild> builds =
        events.stream().collect(groupingBy(StatusEvent::key)).entrySet().stream()
            .map(entry -> new ReferenceBuild(entry.getKey(), entry.getValue()))
            .toList();
    return new ReferenceTables(
        events.stream()
            .collect(groupingBy(event -> new EventKey(event.key(), event.eventId()), toSet())),
        statuses(builds),
        heads(builds),
        counters(builds));
  }

  private static Map<BuildKey, Status> statuses(List<ReferenceBuild> builds) {
    Map<BuildKey, Status> statuses = new HashMap<>();
    for (ReferenceBuild build : builds) {
      statuses.put(
          build.key(),
          Status.builder()
              .key(build.key())
              .createdAt(build.createdAt())
              .updatedAt(build.updatedAt())
              .total(build.total())
              .progress(build.progress())
              .complete(build.complete())
              .error(build.error())
              .previousVersion(previousVersion(build, builds))
              .build());
    }
    return statuses;
  }

  private static Map<PackageKey, StatusHead> heads(List<ReferenceBuild> builds) {
    Map<PackageKey, StatusHead> heads = new HashMap<>();
    for (ReferenceBuild build : builds) {
      PackageKey key = build.key().packageKey();
      ReferenceBuild head = ofPackage(key, builds).stream().max(ReferenceBuild.ORDER).orElseThrow();
      heads.put(
          key,
          StatusHead.builder()
              .key(key)
              .version(head.key().version())
              .previousVersion(previousVersion(head, builds))
              .total(head.total())
              .progress(head.progress())
              .createdAt(head.createdAt())
              .updatedAt(head.updatedAt())
              .build());
    }
    return heads;
  }

  private static Map<BuildKey, StatusCounter> counters(List<ReferenceBuild> builds) {
    Map<BuildKey, StatusCounter> counters = new HashMap<>();
    for (ReferenceBuild build : builds) {
      if (build.count() > 0) {
        counters.put(
            build.key(), StatusCounter.builder().key(build.key()).count(build.count()).build());
      }
    }
    return counters;
  }

  /** The version of the build before that one in its package; null for the first. */
  private static String previousVersion(ReferenceBuild build, List<ReferenceBuild> builds) {
    return ofPackage(build.key().packageKey(), builds).stream()
        .filter(other -> ReferenceBuild.ORDER.compare(other, build) < 0)
        .max(ReferenceBuild.ORDER)
        .map(before -> before.key().version())
        .orElse(null);
  }

  private static List<ReferenceBuild> ofPackage(PackageKey key, List<ReferenceBuild> builds) {
    return builds.stream().filter(build -> build.key().packageKey().equals(key)).toList();
  }
}
