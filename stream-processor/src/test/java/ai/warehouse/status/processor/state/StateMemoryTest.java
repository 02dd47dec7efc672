package ai.warehouse.status.processor.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.TickerType;

class StateMemoryTest {
  private static final int MEMORY = 8 << 20;
  private static final long AT_MOST = MEMORY * 5 / 4; // what is in use can't be put out
  private static final int VALUE = 16 << 10;
  private static final int VALUES = 500; // 8 MB a store, which RocksDB would hold in memory

  private static final int ROWS = 100_000; // whose filter alone has 125 KB
  private static final int SCATTERED = 611_953; // a prime; in order, rows make many small files
  private static final int LOOK_UPS = 2_000;
  private static final long A_FEW_BLOCKS = 32 << 10;
  private static final byte[] NOTHING = new byte[0];

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
  void shouldCompressOnDisk(@TempDir Path folder) throws RocksDBException {
    try (Options options = optionsAsOfKafkaStreams();
        RocksDB store = open(memory, options, folder)) {
      byte[] zeros = new byte[VALUE];
      for (int i = 0; i < VALUES; i++) {
        store.put(key(i), zeros);
      }
      store.compactRange();

      assertThat(store.getLongProperty("rocksdb.total-sst-files-size"))
          .isBetween(1L, (long) VALUES * VALUE / 10);
    }
  }

  @Test
  void shouldReadAFewBlocksForALookUpWhereIndexesHaveNoRoom(@TempDir Path folder)
      throws RocksDBException {
    try (StateMemory small = new StateMemory(MEMORY / 32);
        Options options = optionsAsOfKafkaStreams();
        Statistics statistics = new Statistics();
        RocksDB store = open(small, options.setStatistics(statistics), folder)) {
      for (long i = 0; i < ROWS; i++) {
        store.put(key((int) (i * SCATTERED % ROWS)), NOTHING);
      }
      store.compactRange();
      long before = statistics.getTickerCount(TickerType.BLOCK_CACHE_BYTES_WRITE);

      Random random = new Random(1);
      for (int i = 0; i < LOOK_UPS; i++) {
        store.get(key(random.nextInt(ROWS)));
      }

      long read = statistics.getTickerCount(TickerType.BLOCK_CACHE_BYTES_WRITE) - before;
      assertThat(read / LOOK_UPS).as("bytes read for a look-up").isBetween(1L, A_FEW_BLOCKS);
    }
  }

  private Options optionsAsOfKafkaStreams() {
    Options options = new Options();
    options.setCreateIfMissing(true);
    options.setTableFormatConfig(
        new BlockBasedTableConfig().setBlockSize(4 << 10).setFilterPolicy(new BloomFilter()));
    return options;
  }

  private RocksDB open(StateMemory small, Options options, Path folder) throws RocksDBException {
    small.shareWith(properties);
    Map<String, Object> configs = new HashMap<>();
    properties.forEach((name, value) -> configs.put(name.toString(), value));
    new StateMemory.Setter().setConfig("large", options, configs);
    return RocksDB.open(options, folder.toString());
  }

  private static byte[] key(int number) {
    return "package!production!1.0.0!locale-%07d".formatted(number).getBytes(UTF_8);
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
