package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.StatusEvent;
import java.util.UUID;

/** 3,400 events of 10 KB, 34 MB in all, each known by its number. */
final class LongHistory {
  static final int EVENTS = 3_400;
  static final Tables TABLES = new Tables("long-");

  private static final int DIGITS = 10;
  private static final int REPEATS = 1_000;

  static final int CHARACTERS = EVENTS * DIGITS * REPEATS;

  private LongHistory() {}

  static StatusEvent event(int number) {
    long millis = Builds.START.toEpochMilli() + number;
    return Builds.event(number)
        .eventId(new UUID(millis << 16 | 0x7000, Long.MIN_VALUE))
        .details(("%0" + DIGITS + "d").formatted(number).repeat(REPEATS))
        .build();
  }
}
