package ai.warehouse.status.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record is in place where Kafka's default partitioner would put its canonical key. */
class PlacementTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 12, 100, 4096})
  void shouldAgreeWithDefaultPartitioner(int partitions) {
    assertThat(keys())
        .allSatisfy(
            key ->
                assertThat(Placement.partitionOf(key, partitions))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(serialized(key), partitions)));
  }

  private static Stream<PackageKey> keys() {
    return IntStream.range(0, 2_000)
        .mapToObj(i -> new PackageKey(i % 2 == 0 ? "@scope/pkg-" + i : "日本-é-😀-" + i, "prod"));
  }

  private static byte[] serialized(PackageKey key) {
    return ModelSerdes.packageKey().serializer().serialize("status-events", key);
  }
}
