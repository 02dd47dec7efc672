package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.UUID;

/** Events of one package, at seconds of one day. */
final class SampleEvents {
  static final PackageKey PACKAGE = new PackageKey("shop", "production");

  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  private SampleEvents() {}

  static BuildKey build(String version) {
    return new BuildKey(PACKAGE.pkg(), PACKAGE.env(), version);
  }

  static Instant at(int second) {
    return MIDNIGHT.plusSeconds(second);
  }

  static StatusEvent event(String version, int second) {
    return of(EventKind.EVENT, version, second).build();
  }

  static StatusEvent ignored(String version, int second) {
    return of(EventKind.IGNORED, version, second).build();
  }

  static StatusEvent queued(String version, Integer total, int second) {
    return of(EventKind.QUEUED, version, second).total(total).build();
  }

  static StatusEvent queued(String version, Integer total, int second, String eventId) {
    return of(EventKind.QUEUED, version, second)
        .total(total)
        .eventId(UUID.fromString(eventId))
        .build();
  }

  static StatusEvent complete(String version, String locale, int second) {
    return of(EventKind.COMPLETE, version, second).locale(locale).build();
  }

  static StatusEvent error(String version, String locale, int second) {
    return of(EventKind.ERROR, version, second).locale(locale).build();
  }

  private static StatusEvent.Builder of(EventKind kind, String version, int second) {
    return StatusEvent.builder().key(build(version)).kind(kind).createdAt(at(second));
  }
}
