package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.PackageKey;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Where Kafka's default partitioner puts the events of a package (SPEC §3). */
public final class Placement {
  private Placement() {}

  /** Returns the partition of a key among so many. */
  public static int partitionOf(PackageKey key, int partitions) {
    byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
  }
}
