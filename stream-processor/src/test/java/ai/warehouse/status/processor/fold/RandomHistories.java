package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Makes histories of a few builds from a seed, such that things collide: few times and locales,
 * names that begin alike, ids used twice.
 */
public final class RandomHistories {
  /** No event of a history is later. */
  public static final Instant LATEST = Instant.parse("2026-11-23T21:00:00Z");

  private static final Instant EARLIEST = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final int DISTINCT_TIMES = 6;
  private static final int MOST_VERSIONS = 6;
  private static final int MOST_LOCALES = 4;

  private static final List<PackageKey> PACKAGES =
      List.of(
          new PackageKey("a", "dev"),
          new PackageKey("a1", "dev"),
          new PackageKey("ab", "dev"),
          new PackageKey("a", "de"),
          new PackageKey("a", "dev1"),
          new PackageKey("@a/b", "prod"));

  // U+FF5E and U+E000 are before U+1F600 and U+10000 by code point, but after them by UTF-16 unit.
  private static final List<String> VERSIONS =
      List.of(
          "1.0.0",
          "1.0.0-rc.1",
          "1.0.00",
          "10.0.0",
          "2.0.0",
          "2.0.0\uFF5E",
          "2.0.0\uD83D\uDE00",
          "\uE000",
          "\uFFFD",
          "\uD800\uDC00",
          "é",
          "g");

  private static final List<String> LOCALES =
      List.of("en-US", "en", "de-DE", "fr!FR", "!", "en!", "\uFF5E", "\uD83D\uDE00");

  private final Random random;
  private final String prefix;
  private final List<StatusEvent> events = new ArrayList<>();
  private List<StatusEvent> ofBuild = new ArrayList<>();
  private BuildKey build;

  private RandomHistories(long seed, String prefix) {
    // Random alone begins much alike for seeds that are neighbours.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.prefix = prefix;
  }

  /**
   * Returns the events of a history, as a set: each once, in no special order.
   *
   * @param prefix begins each package's name, to keep histories apart
   */
  public static List<StatusEvent> create(long seed, String prefix) {
    return new RandomHistories(seed, prefix).create();
  }

  /** Returns events as a log might deliver them: in any order, some of them several times. */
  public static List<StatusEvent> deliver(Collection<StatusEvent> events, Random random) {
    List<StatusEvent> delivered = new ArrayList<>(events);
    for (StatusEvent event : events) {
      while (random.nextInt(4) == 0) {
        delivered.add(event);
      }
    }
    Collections.shuffle(delivered, random);
    return delivered;
  }

  private List<StatusEvent> create() {
    for (PackageKey key : some(PACKAGES, 1 + random.nextInt(3))) {
      for (String version : some(VERSIONS, 1 + random.nextInt(MOST_VERSIONS))) {
        build = new BuildKey(prefix + key.pkg(), key.env(), version);
        ofBuild = new ArrayList<>();
        if (random.nextBoolean()) {
          addPlausible();
        } else {
          addArbitrary();
        }
        events.addAll(ofBuild);
      }
    }
    return events;
  }

  /** Adds events such as workers send: locales that fail, complete, or do both and again. */
  private void addPlausible() {
    List<String> locales = some(LOCALES, 1 + random.nextInt(MOST_LOCALES));
    add(EventKind.QUEUED, null, locales.size());
    if (oneIn(3)) {
      add(EventKind.EVENT, null, null);
    }
    for (String locale : locales) {
      if (oneIn(3)) {
        add(EventKind.ERROR, locale, null);
      }
      if (!oneIn(6)) {
        add(EventKind.COMPLETE, locale, null);
      }
      if (oneIn(4)) {
        add(oneIn(2) ? EventKind.ERROR : EventKind.COMPLETE, locale, null);
      }
    }
    if (oneIn(4)) {
      add(EventKind.ERROR, null, null);
    }
    if (oneIn(4)) {
      add(EventKind.COMPLETE, null, null);
    }
    if (oneIn(3)) {
      add(EventKind.QUEUED, null, total());
    }
  }

  private void addArbitrary() {
    EventKind[] kinds = EventKind.values();
    for (int left = 1 + random.nextInt(8); left > 0; left--) {
      EventKind kind = kinds[random.nextInt(kinds.length)];
      add(kind, oneIn(3) ? null : oneOf(LOCALES), kind == EventKind.QUEUED ? total() : null);
    }
  }

  private Integer total() {
    return oneIn(4) ? null : Integer.valueOf(oneIn(20) ? Integer.MAX_VALUE : random.nextInt(5));
  }

  private void add(EventKind kind, String locale, Integer total) {
    ofBuild.add(
        StatusEvent.builder()
            .key(build)
            .eventId(id())
            .kind(kind)
            .locale(locale)
            .total(total)
            .createdAt(time())
            .build());
  }

  private Instant time() {
    return oneIn(40)
        ? StatusEventJson.EARLIEST
        : EARLIEST.plusMillis(random.nextInt(DISTINCT_TIMES) * (oneIn(2) ? 1L : 1000L));
  }

  private UUID id() {
    return switch (random.nextInt(6)) {
      case 0 -> ofBuild.isEmpty() ? anyId() : oneOf(ofBuild).eventId();
      case 1 -> new UUID(0x0190_0000_0000_7000L, random.nextLong()); // the low half decides
      case 2 -> new UUID(random.nextLong() & ~0xF000L | 0x1000L, Long.MIN_VALUE); // version 1
      default -> anyId();
    };
  }

  // Half of them are negative as signed numbers.
  private UUID anyId() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> List<T> some(List<T> all, int count) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, count);
  }
}
