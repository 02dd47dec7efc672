package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.MapState;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a busy build platform publishes: events of many builds at work at once, a twentieth of them
 * delivered twice, and what the project's own fold makes of them. An event brings a locale of some
 * build one step further; a build that is complete is followed by the package's next version.
 */
final class Workload {
  static final int LOCALES = 20;
  static final int STEPS = 8;
  static final double ERRORS = 0.02;
  static final double TWICE = 0.05;

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final int RECENT = 1000;
  private static final List<String> TASKS =
      List.of("unpacking", "npm install-all", "webpack", "minify", "fingerprint", "upload");

  private final Topics topics;
  private final Random random;
  private final MapState state = new MapState();
  private final Build[] builds;
  private final StatusEvent[] recent = new StatusEvent[RECENT];
  private long events;

  /** A build at work, and how far each of its locales is. */
  private static final class Build {
    private final BuildKey key;
    private final List<Integer> open = new ArrayList<>();
    private final int[] steps = new int[LOCALES];
    private boolean queued;

    Build(BuildKey key) {
      this.key = key;
      for (int locale = 0; locale < LOCALES; locale++) {
        open.add(locale);
      }
    }
  }

  /**
   * Begins.
   *
   * @param builds how many are at work at once, each of a package of its own
   * @param seed with the same one the same events
   */
  Workload(Topics topics, int builds, long seed) {
    this.topics = topics;
    this.random = new Random(seed);
    this.builds = new Build[builds];
  }

  /** Returns the next event's record, and those of all that it changes. */
  List<ProducerRecord<byte[], byte[]>> next() {
    StatusEvent event = random.nextDouble() < TWICE ? again() : fresh();
    recent[(int) (events++ % RECENT)] = event;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    String pkg = event.key().packageKey().toString();
    records.add(record(topics.statusEvents().name(), pkg, StatusEventJson.write(event)));
    FoldResult changed = StatusFold.fold(state, event, events);
    state.store(changed);
    for (Status status : changed.statuses()) {
      String key = status.key().toString();
      records.add(record(topics.status().name(), key, StatusJson.write(status)));
    }
    if (changed.statusHead() != null) {
      byte[] head = StatusHeadJson.write(changed.statusHead());
      records.add(record(topics.statusHead().name(), pkg, head));
    }
    if (changed.statusCounter() != null) {
      String key = event.key().toString();
      byte[] counter = StatusCounterJson.write(changed.statusCounter());
      records.add(record(topics.statusCounter().name(), key, counter));
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }

  private StatusEvent again() {
    StatusEvent event = recent[random.nextInt(RECENT)];
    return event == null ? fresh() : event;
  }

  private StatusEvent fresh() {
    int slot = random.nextInt(builds.length);
    if (builds[slot] == null || builds[slot].open.isEmpty()) {
      builds[slot] = new Build(following(slot));
    }
    Build build = builds[slot];
    if (!build.queued) {
      build.queued = true;
      return event(build.key).kind(EventKind.QUEUED).total(LOCALES).build();
    }
    int index = random.nextInt(build.open.size());
    int locale = build.open.get(index);
    StatusEvent.Builder event = event(build.key).locale("l%02d-XX".formatted(locale));
    if (random.nextDouble() < ERRORS) {
      return event.kind(EventKind.ERROR).message("'webpack' failed").details(details()).build();
    }
    if (++build.steps[locale] < STEPS) {
      return event.message(message()).build();
    }
    build.open.remove(index);
    return event.kind(EventKind.COMPLETE).message("complete").build();
  }

  private BuildKey following(int slot) {
    int version = builds[slot] == null ? 0 : minor(builds[slot].key) + 1;
    return new BuildKey("package-%03d".formatted(slot), "prod", "1.%d.0".formatted(version));
  }

  private static int minor(BuildKey key) {
    return Integer.parseInt(key.version().split("\\.")[1]);
  }

  private StatusEvent.Builder event(BuildKey key) {
    Instant now = BEGIN.plusMillis(events);
    return StatusEvent.builder().key(key).eventId(EventIds.create(now)).createdAt(now);
  }

  private String message() {
    String task = TASKS.get(random.nextInt(TASKS.size()));
    return random.nextBoolean()
        ? "'%s' starting".formatted(task)
        : "'%s' completed successfully".formatted(task);
  }

  private static String details() {
    return "Error: Module not found\n"
        + "    at Compiler.run (/app/node_modules/x.js:1)\n".repeat(4);
  }
}
