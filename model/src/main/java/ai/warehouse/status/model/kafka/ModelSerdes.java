package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes of keys and records (SPEC §3); null, a tombstone, stays null. */
public final class ModelSerdes {
  private ModelSerdes() {}

  /** Returns the serde of {@code pkg!env!version}. */
  public static Serde<BuildKey> buildKey() {
    return serde(key -> utf8(key.toString()), bytes -> BuildKey.parse(text(bytes)));
  }

  /** Returns the serde of {@code pkg!env}. */
  public static Serde<PackageKey> packageKey() {
    return serde(key -> utf8(key.toString()), bytes -> PackageKey.parse(text(bytes)));
  }

  /** Returns the serde of the topic {@code status}. */
  public static Serde<Status> status() {
    return serde(StatusJson::write, StatusJson::read);
  }

  /** Returns the serde of the topic {@code status-head}. */
  public static Serde<StatusHead> head() {
    return serde(StatusHeadJson::write, StatusHeadJson::read);
  }

  /** Returns the serde of the topic {@code status-counter}. */
  public static Serde<StatusCounter> counter() {
    return serde(StatusCounterJson::write, StatusCounterJson::read);
  }

  private static <T> Serde<T> serde(Function<T, byte[]> write, Function<byte[], T> read) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : write.apply(value),
        (topic, bytes) -> bytes == null ? null : read.apply(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
