package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.PackageKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Computes the partition that Kafka's default partitioner chooses for the events of a package (SPEC
 * §3).
 */
public final class Placement {
  private Placement() {}

  /** Returns the partition of a key on a topic with the given number of partitions. */
  public static int partitionOf(PackageKey key, int partitions) {
    byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }
}
