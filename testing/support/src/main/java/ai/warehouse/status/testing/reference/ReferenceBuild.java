package ai.warehouse.status.testing.reference;

import static java.util.Comparator.comparing;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One build, computed from all its events (SPEC §2).
 *
 * @param key the build
 * @param events E(b): its accepted events that are not ignored, at least one
 */
record ReferenceBuild(BuildKey key, List<StatusEvent> events) {
  /** Builds of one package: by their createdAt, then version as text by code point. */
  static final Comparator<ReferenceBuild> ORDER =
      comparing(ReferenceBuild::createdAt)
          .thenComparing(build -> build.key().version(), ReferenceBuild::byCodePoint);

  // The text of an id, as UUID compares its halves as signed numbers. Two records with one id and
  // one time are the publisher's fault; SPEC leaves open which wins, so the larger total does.
  private static final Comparator<StatusEvent> QUEUED_ORDER =
      comparing(StatusEvent::createdAt)
          .thenComparing(event -> event.eventId().toString())
          .thenComparing(StatusEvent::total);

  /** The earliest createdAt in E(b). */
  Instant createdAt() {
    return events.stream().map(StatusEvent::createdAt).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** The latest createdAt among its queued, error and complete events; else its own createdAt. */
  Instant updatedAt() {
    return latest(ofKind(EventKind.QUEUED, EventKind.ERROR, EventKind.COMPLETE))
        .orElseGet(this::createdAt);
  }

  /** The total of the latest queued event by (createdAt, eventId) that carries one; else null. */
  Integer total() {
    return ofKind(EventKind.QUEUED)
        .filter(event -> event.total() != null)
        .max(QUEUED_ORDER)
        .map(StatusEvent::total)
        .orElse(null);
  }

  /** The number of distinct locales with a complete event; no locale counts as one of them. */
  long count() {
    return ofKind(EventKind.COMPLETE)
        .map(event -> Optional.ofNullable(event.locale()))
        .distinct()
        .count();
  }

  /** Whole percent: floor(100 × count ÷ total), at most 100; 0 if total is absent or 0. */
  int progress() {
    Integer total = total();
    return total == null || total == 0 ? 0 : (int) Math.min(100, 100 * count() / total);
  }

  /** Whether total > 0 and count ≥ total. */
  boolean complete() {
    Integer total = total();
    return total != null && total > 0 && count() >= total;
  }

  /** Whether some locale is failing, or the build itself is. */
  boolean error() {
    return namedLocales().stream().anyMatch(this::localeFails) || buildItselfFails();
  }

  private Set<String> namedLocales() {
    return events.stream()
        .map(StatusEvent::locale)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /** Its latest error is later than its latest complete, or it has an error and no complete. */
  private boolean localeFails(String locale) {
    Optional<Instant> error =
        latest(ofKind(EventKind.ERROR).filter(e -> locale.equals(e.locale())));
    Optional<Instant> complete =
        latest(ofKind(EventKind.COMPLETE).filter(e -> locale.equals(e.locale())));
    return error.isPresent() && (complete.isEmpty() || error.get().isAfter(complete.get()));
  }

  /**
   * It has an error without locale, unless it is complete and the latest complete event of any
   * locale (the unnamed one too) is not earlier than that error.
   */
  private boolean buildItselfFails() {
    Optional<Instant> error = latest(ofKind(EventKind.ERROR).filter(e -> e.locale() == null));
    if (error.isEmpty()) {
      return false;
    }
    Optional<Instant> latestComplete = latest(ofKind(EventKind.COMPLETE));
    boolean healed =
        complete() && latestComplete.isPresent() && !latestComplete.get().isBefore(error.get());
    return !healed;
  }

  private Stream<StatusEvent> ofKind(EventKind... kinds) {
    return events.stream().filter(event -> Arrays.asList(kinds).contains(event.kind()));
  }

  private static Optional<Instant> latest(Stream<StatusEvent> events) {
    return events.map(StatusEvent::createdAt).max(Comparator.naturalOrder());
  }

  private static int byCodePoint(String left, String right) {
    return Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());
  }
}
