package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Makes up lines of events, some malformed, in order or thoroughly mixed. */
final class MixedEvents {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06.007Z");
  private static final List<EventKind> KINDS = List.of(EventKind.values());
  private static final List<String> MALFORMED =
      List.of(
          "",
          "not json",
          "[]",
          "{\"pkg\":\"p0\",\"env\":\"dev\"}",
          "{\"pkg\":\"p!0\",\"env\":\"dev\",\"version\":\"1\"}",
          "{\"pkg\":\"p0\",\"env\":\"dev\",\"version\":\"1\",\"total\":\"many\"}",
          "{\"pkg\":\"p0\",\"env\":\"dev\",\"version\":\"1\",\"createdAt\":\"2999-01-01T00:00:00Z\"}",
          "{\"pkg\":\"p0\",\"env\":\"dev\",\"version\":\"1\"} {}");

  private final Random random;

  MixedEvents(long seed) {
    random = new Random(seed);
  }

  /** Returns so many lines, each once. */
  List<String> sorted(int lines) {
    List<String> sorted = new ArrayList<>(MALFORMED);
    while (sorted.size() < lines) {
      sorted.add(event());
    }
    return sorted;
  }

  /** Returns the lines shuffled, each up to three times. */
  List<String> mixed(List<String> lines) {
    List<String> mixed = new ArrayList<>();
    for (String line : lines) {
      mixed.addAll(Collections.nCopies(1 + random.nextInt(3), line));
    }
    Collections.shuffle(mixed, random);
    return mixed;
  }

  /**
   * Returns the lines for other packages, which are named alike but for their first letter.
   *
   * @see #inPackagesOfTheOriginal
   */
  static List<String> inOtherPackages(List<String> lines) {
    return lines.stream()
        .map(line -> isMalformed(line) ? line : line.replace("\"pkg\":\"p", "\"pkg\":\"z"))
        .toList();
  }

  /** Returns an item of one of those packages as an item of the original's. */
  static String inPackagesOfTheOriginal(String item) {
    return item.replace("\"z", "\"p");
  }

  static boolean isMalformed(String line) {
    return MALFORMED.contains(line);
  }

  private String event() {
    BuildKey key =
        new BuildKey("p" + random.nextInt(5), random.nextBoolean() ? "dev" : "prod", version());
    StatusEvent event =
        StatusEvent.builder()
            .key(key)
            .eventId(new UUID(random.nextLong(), random.nextLong()))
            .kind(KINDS.get(random.nextInt(KINDS.size())))
            .locale(random.nextInt(4) == 0 ? null : "l" + random.nextInt(6))
            .message("message " + random.nextInt())
            .total(random.nextInt(8))
            .createdAt(START.plusSeconds(random.nextInt(50)))
            .build();
    return new String(StatusEventJson.write(event), StandardCharsets.UTF_8);
  }

  private String version() {
    return random.nextInt(3) + "." + random.nextInt(3);
  }
}
