package ai.warehouse.status.chaos.publish;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The records of a publisher, round by round: its share of the events of a few builds that all
 * publishers work on, in an order that a network might deliver; some events twice, some rounds
 * late, some without a key in any partition; and bad records among them.
 */
final class Rounds {
  private static final int PACKAGES = 9;
  private static final List<String> ENVIRONMENTS = List.of("dev", "prod");
  private static final int BUILDS = 6;
  private static final int FEWEST_LOCALES = 4;
  private static final int MORE_LOCALES = 12;
  private static final int STEP_MS = 100;
  private static final int LOCALE_STEPS = 20;
  private static final int JITTER_MS = 1500;
  private static final int LATEST_ROUNDS = 4;
  private static final int DETAILS = 6000;

  private final long seed;
  private final int publisher;
  private final int publishers;
  private final int partitions;
  private final double badRecords;
  private final List<Late> late = new ArrayList<>();
  private Random random;
  private List<Timed> timed;

  /** An entry and its time within the round. */
  private record Timed(int millis, Entry entry) {}

  /** An entry that comes rounds later. */
  private record Late(long round, Entry entry) {}

  /**
   * Makes the same records for the same arguments.
   *
   * @param publisher the number of this publisher, from 0
   * @param partitions of the event log
   * @param badRecords the share of records that have to be rejected, from 0 to less than 1
   */
  Rounds(long seed, int publisher, int publishers, int partitions, double badRecords) {
    this.seed = seed;
    this.publisher = publisher;
    this.publishers = publishers;
    this.partitions = partitions;
    this.badRecords = badRecords;
  }

  /**
   * Returns the records of a round in the order of sending.
   *
   * @param now the publisher's clock
   */
  List<Entry> next(long round, Instant now) {
    // Random alone begins much alike for seeds that are neighbours.
    random = new Random(new SplittableRandom(seed * 31 + round).nextLong());
    timed = new ArrayList<>();
    for (int i = 0; i < BUILDS; i++) {
      String pkg = "package-" + random.nextInt(PACKAGES);
      String env = ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
      build(new BuildKey(pkg, env, "1.%d.%d".formatted(round, i)), round, now);
    }
    BadRecords bad = new BadRecords(random);
    int count = (int) Math.ceil(timed.size() * badRecords / (1 - badRecords));
    for (int left = count; left > 0; left--) {
      String name = "bad-%d-%d-%d".formatted(publisher, round, left);
      timed.add(new Timed(random.nextInt(LOCALE_STEPS * STEP_MS), bad.next(name)));
    }
    timed.sort(Comparator.comparingInt(Timed::millis));
    List<Entry> entries = new ArrayList<>();
    late.stream().filter(each -> each.round <= round).forEach(each -> entries.add(each.entry));
    late.removeIf(each -> each.round <= round);
    timed.forEach(each -> entries.add(each.entry));
    return entries;
  }

  /** Returns the records that are still late. */
  List<Entry> rest() {
    List<Entry> entries = late.stream().map(Late::entry).toList();
    late.clear();
    return entries;
  }

  private void build(BuildKey build, long round, Instant now) {
    int locales = FEWEST_LOCALES + random.nextInt(MORE_LOCALES);
    add(round, at(build, now, 0).kind(EventKind.EVENT).message("Unpacking"));
    add(round, at(build, now, step(3)).kind(EventKind.QUEUED).total(locales));
    if (oneIn(5)) {
      add(round, at(build, now, step(9)).kind(EventKind.QUEUED).total(oneIn(3) ? null : locales));
    }
    for (int i = 0; i < locales; i++) {
      locale(build, "locale-" + i, round, now);
    }
    if (oneIn(4)) {
      add(round, at(build, now, step(LOCALE_STEPS)).kind(EventKind.ERROR).message("broken"));
    }
    if (oneIn(5)) {
      add(round, at(build, now, step(LOCALE_STEPS)).kind(EventKind.IGNORED));
    }
  }

  private void locale(BuildKey build, String locale, long round, Instant now) {
    if (oneIn(2)) {
      add(round, at(build, now, step(6)).locale(locale).kind(EventKind.EVENT).message("started"));
    }
    if (oneIn(8)) {
      String log = oneIn(4) ? "x".repeat(random.nextInt(DETAILS)) : "line 1\nline 2 ✓";
      add(
          round,
          at(build, now, step(LOCALE_STEPS))
              .locale(locale)
              .kind(EventKind.ERROR)
              .message("failed")
              .details(log));
    }
    if (!oneIn(12)) {
      add(
          round,
          at(build, now, step(LOCALE_STEPS)).locale(locale).kind(EventKind.COMPLETE).message("ok"));
    }
  }

  // Multiples, so that times collide.
  private int step(int steps) {
    return random.nextInt(steps + 1) * STEP_MS;
  }

  private StatusEvent.Builder at(BuildKey build, Instant now, int millis) {
    Instant time = now.plusMillis(millis);
    UUID id =
        switch (random.nextInt(3)) {
          case 0 -> new UUID(random.nextLong() & ~0xF000L | 0x4000L, variant(random.nextLong()));
          case 1 -> new UUID(random.nextLong() & ~0xF000L | 0x1000L, variant(random.nextLong()));
          default ->
              new UUID(
                  EventIds.create(time).getMostSignificantBits() & ~0xFFFL | random.nextInt(0x1000),
                  variant(random.nextLong()));
        };
    return StatusEvent.builder().key(build).createdAt(time).eventId(id);
  }

  private static long variant(long bits) {
    return bits & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
  }

  /** Adds an event, if it is this publisher's; draws the same numbers if not. */
  private void add(long round, StatusEvent.Builder builder) {
    StatusEvent event = builder.build();
    int whose = random.nextInt(publishers);
    Integer partition = oneIn(20) ? random.nextInt(partitions) : null;
    int sent = random.nextInt(LOCALE_STEPS * STEP_MS) + random.nextInt(JITTER_MS);
    long comes = oneIn(20) ? round + 1 + random.nextInt(LATEST_ROUNDS) : round;
    int again = oneIn(10) ? sent + random.nextInt(JITTER_MS) : -1;
    if (whose != publisher) {
      return;
    }
    byte[] key =
        partition == null
            ? event.key().packageKey().toString().getBytes(StandardCharsets.UTF_8)
            : null;
    Entry entry = new Entry(true, partition, key, StatusEventJson.write(event));
    if (comes > round) {
      late.add(new Late(comes, entry));
    } else {
      timed.add(new Timed(sent, entry));
    }
    if (again >= 0) {
      timed.add(new Timed(again, entry));
    }
  }

  private boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }
}
