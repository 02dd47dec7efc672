package ai.warehouse.status.processor.state;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all stores of a process share, however many partitions it has;
 * by default RocksDB would take some 100 MB for each store of each. On disk the stores are
 * compressed, which more than halves them at no measurable cost (ADR 15).
 */
public final class StateMemory implements AutoCloseable {
  /** The default size. */
  public static final long DEFAULT_BYTES = 256L << 20;

  private static final String KEY = StateMemory.class.getName();
  private static final int SHARD_BITS = -1; // as many as suit the size
  private static final boolean STRICT = false; // or reads would fail when it is full
  private static final double FOR_INDEXES = 0.5; // each look-up needs them before rows

  static {
    RocksDB.loadLibrary();
  }

  private final Cache blocks;
  private final WriteBufferManager writeBuffers;

  /**
   * Limits the memory, which is allocated as it is needed.
   *
   * @param bytes of blocks read, indexes and write buffers together; half of it at most is write
   *     buffers
   */
  public StateMemory(long bytes) {
    blocks = new LRUCache(bytes, SHARD_BITS, STRICT, FOR_INDEXES);
    writeBuffers = new WriteBufferManager(bytes / 2, blocks);
  }

  /** Configures Kafka Streams to use this memory, unless it has a setter of its own. */
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
    // In parts of a block each: whole indexes, of megabytes, would be read again for each look-up
    // once the cache has no room for them.
    tables.setIndexType(IndexType.kTwoLevelIndexSearch);
    tables.setPartitionFilters(true);
    options.setTableFormatConfig(tables);
    options.setWriteBufferManager(writeBuffers);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  /** Frees the memory; all stores must be closed before. */
  @Override
  public void close() {
    writeBuffers.close();
    blocks.close();
  }

  /** Configures each store that Kafka Streams opens. */
  public static final class Setter implements RocksDBConfigSetter {
    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
      ((StateMemory) configs.get(KEY)).shareWith(options);
    }

    @Override
    public void close(String store, Options options) {
      // The shared memory outlives each store.
    }
  }
}
