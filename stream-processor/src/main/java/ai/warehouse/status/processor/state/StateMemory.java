package ai.warehouse.status.processor.state;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of a process share, however many partitions it has;
 * by default RocksDB would take some 100 MB for each store of each.
 */
public final class StateMemory implements AutoCloseable {
  /** How much it is unless set. */
  public static final long DEFAULT_BYTES = 256L << 20;

  private static final String KEY = StateMemory.class.getName();
  private static final int SHARD_BITS = -1; // as many as suit the size
  private static final boolean STRICT = false; // or reads would fail when it is full
  private static final double FOR_INDEXES = 0.5; // they come before rows in whatever look-up

  static {
    RocksDB.loadLibrary();
  }

  private final Cache blocks;
  private final WriteBufferManager writeBuffers;

  /**
   * Sets memory aside; it is taken as it is needed.
   *
   * @param bytes of blocks read, indexes and write buffers together; half of it at most is write
   *     buffers
   */
  public StateMemory(long bytes) {
    blocks = new LRUCache(bytes, SHARD_BITS, STRICT, FOR_INDEXES);
    writeBuffers = new WriteBufferManager(bytes / 2, blocks);
  }

  /** Has the stores of Kafka Streams with these properties use it, unless they say otherwise. */
  public void shareWith(Properties streams) {
    if (streams.putIfAbsent(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, Setter.class)
        == null) {
      streams.put(KEY, this);
    }
  }

  /** Returns how many bytes are in use. */
  long used() {
    return blocks.getUsage();
  }

  private void shareWith(Options options) {
    BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
    tables.setBlockCache(blocks);
    tables.setCacheIndexAndFilterBlocks(true);
    tables.setCacheIndexAndFilterBlocksWithHighPriority(true);
    tables.setPinTopLevelIndexAndFilter(true);
    // In parts of a block each: whole ones, of megabytes, would be read again for each look-up once
    // they have no room.
    tables.setIndexType(IndexType.kTwoLevelIndexSearch);
    tables.setPartitionFilters(true);
    options.setTableFormatConfig(tables);
    options.setWriteBufferManager(writeBuffers);
  }

  /** Gives it back once no store uses it any more. */
  @Override
  public void close() {
    writeBuffers.close();
    blocks.close();
  }

  /** Gives each store that Kafka Streams opens its share. */
  public static final class Setter implements RocksDBConfigSetter {
    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      ((StateMemory) configs.get(KEY)).shareWith(options);
    }

    @Override
    public void close(String store, Options options) {
      // What is shared outlives a store.
    }
  }
}
