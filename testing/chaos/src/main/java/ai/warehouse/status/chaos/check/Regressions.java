package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares each read of the tables with those before. */
final class Regressions {
  private final Map<Item.Id, Item> last = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private int reads;
  private long changes;

  /** Adds a read of all items. */
  void add(Map<Item.Id, Item> now) {
    last.forEach((id, before) -> compare(before, now.get(id)));
    last.putAll(now);
    reads++;
  }

  private void compare(Item before, Item now) {
    if (before.equals(now)) {
      return;
    }
    changes++;
    if (now == null || !isNewer(now, before)) {
      texts.add(
          "%s %s%n  was %s%n  is  %s"
              .formatted(
                  Instant.now(),
                  before.id(),
                  before.attributes(),
                  now == null ? "gone" : now.attributes()));
    }
  }

  // The same revision with other attributes is no newer item.
  private static boolean isNewer(Item now, Item before) {
    return now.number(Fields.REVISION.name()) > before.number(Fields.REVISION.name())
        && now.number(Fields.COUNT.name()) >= before.number(Fields.COUNT.name());
  }

  MonotonicReadsChecker.Outcome outcome() {
    return new MonotonicReadsChecker.Outcome(reads, changes, List.copyOf(texts));
  }
}
