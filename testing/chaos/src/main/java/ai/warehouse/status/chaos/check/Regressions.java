package ai.warehouse.status.chaos.check;

import ai.warehouse.status.model.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares each reading of the tables with those before it. */
final class Regressions {
  private final Map<Item.Id, Item> seen = new HashMap<>();
  private final List<String> setbacks = new ArrayList<>();
  private int looks;
  private long changes;

  /** Takes all items as they are now. */
  void look(Map<Item.Id, Item> now) {
    seen.forEach((id, before) -> compare(before, now.get(id)));
    seen.putAll(now);
    looks++;
  }

  private void compare(Item before, Item now) {
    if (before.equals(now)) {
      return;
    }
    changes++;
    if (now == null
        || now.number(Fields.REVISION.name()) < before.number(Fields.REVISION.name())
        || now.number(Fields.COUNT.name()) < before.number(Fields.COUNT.name())) {
      setbacks.add(
          "%s %s%n  was %s%n  is  %s"
              .formatted(
                  Instant.now(),
                  before.id(),
                  before.attributes(),
                  now == null ? "gone" : now.attributes()));
    }
  }

  NeverBackReader.Outcome outcome() {
    return new NeverBackReader.Outcome(looks, changes, List.copyOf(setbacks));
  }
}
