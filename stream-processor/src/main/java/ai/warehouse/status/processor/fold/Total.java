package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** The number of locale builds of a build, and the queued event that announced it. */
public record Total(int value, Instant createdAt, UUID eventId) {
  // By the id's text, as UUID compares its halves as signed numbers. The value itself comes last,
  // for two events that wrongly share an id: any order will do as long as it is one.
  private static final Comparator<Total> ORDER =
      Comparator.comparing(Total::createdAt)
          .thenComparing(total -> total.eventId.toString())
          .thenComparing(Total::value);

  /** Returns the total after one more event; null for none. */
  static Total latest(Total known, StatusEvent event) {
    if (event.total() == null) {
      return known;
    }
    Total said = new Total(event.total(), event.createdAt(), event.eventId());
    return known == null || ORDER.compare(said, known) > 0 ? said : known;
  }
}
