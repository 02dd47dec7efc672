package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * What workers and the processor publish while builds run: some of it twice, and snapshots again
 * after newer ones, as when a processor starts over.
 */
final class Traffic {
  private static final Instant BEGIN = Instant.parse("2026-11-23T20:47:03Z");
  private static final int LOCALES = 10;
  private static final double AGAIN = 0.1;
  private static final double ERROR = 0.05;

  private final Topics topics;
  private final Tables tables;
  private final Random random;
  private final List<Row> rows = new ArrayList<>();
  private final String pkg;
  private long revision;

  private Traffic(Topics topics, Tables tables, String pkg, long seed) {
    this.topics = topics;
    this.tables = tables;
    this.pkg = pkg;
    this.random = new Random(seed);
  }

  /**
   * Returns the records of so many builds of a package, one after the other.
   *
   * @param seed with the same one the same records
   */
  static List<Row> of(Topics topics, Tables tables, String pkg, int builds, long seed) {
    Traffic traffic = new Traffic(topics, tables, pkg, seed);
    for (int build = 1; build <= builds; build++) {
      traffic.build("1.%d.0".formatted(build));
    }
    return traffic.rows;
  }

  private void build(String version) {
    boolean failing = false;
    publish(event(version, "queued").with("total", LOCALES));
    changed(version, 0, false);
    for (int done = 1; done <= LOCALES; done++) {
      String locale = "l%02d".formatted(done);
      publish(event(version, "event").with("locale", locale).with("message", "fetched"));
      if (random.nextDouble() < ERROR) {
        failing = true;
        publish(event(version, "error").with("locale", locale).with("details", "€ stack\n trace"));
        changed(version, done - 1, true);
      }
      publish(event(version, "complete").with("locale", locale));
      changed(version, done, failing);
    }
  }

  private Row event(String version, String kind) {
    return row(topics.statusEvents().name(), tables.statusEvent(), pkg + "!prod", version)
        .with("eventType", kind)
        .with("createdAt", now())
        .with(
            "eventId",
            new UUID(0x0190_0000_0000_7000L, random.nextLong() >>> 2 | 1L << 63).toString());
  }

  private void changed(String version, int count, boolean error) {
    Row progress =
        row(topics.status().name(), tables.status(), pkg + "!prod!" + version, version)
            .with("createdAt", "2026-11-23T20:47:03.000Z")
            .with("updatedAt", now())
            .with("total", LOCALES)
            .with("progress", 100 * count / LOCALES)
            .with("revision", ++revision);
    publish(progress.with("complete", count == LOCALES).with("error", error));
    publish(
        new Row(topics.statusHead().name(), tables.statusHead(), pkg + "!prod", progress.fields()));
    if (count > 0) {
      publish(
          row(topics.statusCounter().name(), tables.statusCounter(), progress.key(), version)
              .with("count", count)
              .with("revision", (long) count));
    }
  }

  private Row row(String topic, String table, String key, String version) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pkg", pkg);
    fields.put("env", "prod");
    fields.put("version", version);
    return new Row(topic, table, key, fields);
  }

  private String now() {
    return BEGIN.plusMillis(1 + rows.size()).toString().replaceFirst("(:\\d\\d)Z", "$1.000Z");
  }

  private void publish(Row row) {
    rows.add(row);
    while (random.nextDouble() < AGAIN) {
      rows.add(rows.get(random.nextInt(rows.size())));
    }
  }
}
