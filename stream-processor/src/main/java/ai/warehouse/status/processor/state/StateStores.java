package ai.warehouse.status.processor.state;

import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of the state: a row for each build, for each locale of a build, for each build in the
 * order of its package, and for each partition of the log.
 */
public final class StateStores {
  static final String BUILDS = "builds";
  static final String LOCALES = "locales";
  static final String BUILDS_BY_TIME = "builds-by-time";
  public static final String LOG_OFFSETS = "log-offsets";

  private StateStores() {}

  /**
   * Returns a builder of each store; all are logged.
   *
   * <p>Large ones are on disk. Builds have a write cache, as one changes several times between two
   * commits; a locale seldom does. Builds by time must have none: in Kafka 4.3.1 the reverse range
   * of a cached store can bring deleted entries back (its merging of cache and store takes
   * tombstones as if it went forward, as before KAFKA-18326), and a build would follow one that has
   * moved away.
   */
  public static List<StoreBuilder<?>> builders() {
    return List.of(
        onDisk(BUILDS, StateSerdes.build()).withCachingEnabled(),
        onDisk(LOCALES, StateSerdes.locale()),
        onDisk(BUILDS_BY_TIME, Serdes.ByteArray()),
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(LOG_OFFSETS), Serdes.String(), Serdes.Long())
            .withCachingEnabled());
  }

  private static <V> StoreBuilder<KeyValueStore<String, V>> onDisk(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), values);
  }
}
