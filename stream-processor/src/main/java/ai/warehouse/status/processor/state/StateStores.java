package ai.warehouse.status.processor.state;

import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores of the fold's state, by name. */
public final class StateStores {
  static final String BUILDS = "builds";
  static final String LOCALES = "locales";
  static final String HEADS = "heads";
  static final String POSITIONS = "positions";
  static final String LOG_POSITIONS = "log-positions";

  private StateStores() {}

  /**
   * Returns a builder of each store; all are logged.
   *
   * <p>Large ones are on disk, with a write cache where mostly single keys are looked up. Positions
   * have none: in Kafka 4.3.1 the reverse range of a cached store can bring deleted entries back
   * (its merging of cache and store takes tombstones as if it went forward, as before KAFKA-18326),
   * and a build would follow one that has moved away.
   */
  public static List<StoreBuilder<?>> builders() {
    return List.of(
        onDisk(BUILDS, StateSerdes.build()).withCachingEnabled(),
        onDisk(LOCALES, StateSerdes.locale()).withCachingEnabled(),
        onDisk(HEADS, StateSerdes.head()).withCachingEnabled(),
        onDisk(POSITIONS, Serdes.ByteArray()),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(LOG_POSITIONS), Serdes.Integer(), Serdes.Long())
            .withCachingEnabled());
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> onDisk(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }
}
