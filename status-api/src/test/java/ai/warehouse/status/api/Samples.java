package ai.warehouse.status.api;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.UUID;

/** Builds, statuses and events for tests. */
public final class Samples {
  public static final BuildKey BUILD = new BuildKey("@scope/app", "prod", "1.0.0");
  public static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

  private Samples() {}

  /** Returns the time so many seconds after the start. */
  public static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  /** Returns a status of a build with ten locales that has just begun. */
  public static Status.Builder status(BuildKey build) {
    return Status.builder().key(build).createdAt(START).updatedAt(START).total(10).revision(1);
  }

  /** Returns an event whose id is the number's, and sorts as it does. */
  public static StatusEvent.Builder event(BuildKey build, EventKind kind, long number) {
    return StatusEvent.builder()
        .key(build)
        .kind(kind)
        .eventId(new UUID((number << 16) | 0x7000, 0x8000_0000_0000_0000L))
        .createdAt(at(number));
  }
}
