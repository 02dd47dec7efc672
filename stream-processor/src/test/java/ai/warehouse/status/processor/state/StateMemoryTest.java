package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateMemoryTest {
  private static final int MEMORY = 8 << 20;
  private static final long AT_MOST = MEMORY * 5 / 4; // what is in use can't be put out
  private static final int VALUE = 16 << 10;
  private static final int VALUES = 1_000; // 16 MB a store, which RocksDB would hold in memory

  private final StateMemory memory = new StateMemory(MEMORY);
  private final Properties properties = new Properties();
  private final List<StateStore> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(StateStore::close);
    memory.close();
  }

  @Test
  void shouldBeSharedByAllStores(@TempDir Path stateDir) {
    memory.shareWith(properties);
    List<KeyValueStore<Integer, byte[]>> stores =
        List.of(open("first", stateDir), open("second", stateDir), open("third", stateDir));

    stores.forEach(StateMemoryTest::fill);
    long written = memory.used();
    stores.forEach(StateMemoryTest::check);
    long read = memory.used();

    assertThat(written).as("bytes in use after writing").isBetween(1L, AT_MOST);
    assertThat(read).as("bytes in use after reading").isBetween(MEMORY / 2L, AT_MOST);
  }

  @Test
  void shouldLeaveAnotherConfigSetterInForce() {
    Class<?> other = RocksDBConfigSetter.class;
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, other);

    memory.shareWith(properties);

    assertThat(properties)
        .containsOnlyKeys(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG)
        .containsValue(other);
  }

  private KeyValueStore<Integer, byte[]> open(String name, Path stateDir) {
    MockProcessorContext<Void, Void> context =
        new MockProcessorContext<>(properties, new TaskId(0, 0), stateDir.toFile());
    KeyValueStore<Integer, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.Integer(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    opened.add(store);
    return store;
  }

  private static void fill(KeyValueStore<Integer, byte[]> store) {
    for (int key = 0; key < VALUES; key++) {
      store.put(key, value(key));
    }
  }

  private static void check(KeyValueStore<Integer, byte[]> store) {
    for (int key = 0; key < VALUES; key++) {
      assertThat(store.get(key)).isEqualTo(value(key));
    }
  }

  private static byte[] value(int key) {
    byte[] value = new byte[VALUE];
    new Random(key).nextBytes(value);
    return value;
  }
}
