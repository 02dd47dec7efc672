package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.kafka.Placement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Values of records about one package, written so that they can be read. */
final class SampleRecords {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  static final BuildKey BUILD = build("1.0.0");

  private SampleRecords() {}

  static BuildKey build(String version) {
    return new BuildKey("shop", "prod", version);
  }

  static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  /**
   * Returns the JSON of an event of {@link #BUILD}.
   *
   * @param fields more fields, with ' for "
   */
  static String event(String fields) {
    return event("1.0.0", fields);
  }

  /** Returns the JSON of an event of another version. */
  static String event(String version, String fields) {
    return json("'pkg':'shop','env':'prod','version':'%s',%s".formatted(version, fields));
  }

  /** Returns a JSON object of fields, with ' for ". */
  static String json(String fields) {
    return "{" + fields.replace('\'', '"') + "}";
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a number of partitions among which the package is not in partition 0. */
  static int partitionsThatMisplace() {
    int partitions = 2;
    while (Placement.partitionOf(BUILD.packageKey(), partitions) == 0) {
      partitions++;
    }
    return partitions;
  }
}
