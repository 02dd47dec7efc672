package ai.warehouse.status.api.view;

import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The place of an event among those of its build: by time, then by id (SPEC §2). */
record EventOrder(Instant createdAt, UUID eventId) implements Comparable<EventOrder> {
  private static final Comparator<EventOrder> ORDER =
      Comparator.comparing(EventOrder::createdAt).thenComparing(EventOrder::eventId);

  static EventOrder of(StatusEvent event) {
    return new EventOrder(event.createdAt(), event.eventId());
  }

  boolean isAfter(@Nullable EventOrder other) {
    return other == null || compareTo(other) > 0;
  }

  @Override
  public int compareTo(EventOrder other) {
    return ORDER.compare(this, other);
  }
}
