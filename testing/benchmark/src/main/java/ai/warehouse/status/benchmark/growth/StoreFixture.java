package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.StatusFold;
import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.StateMemory;
import ai.warehouse.status.processor.state.StateStores;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The fold on the processor's own stores, with their caches, RocksDB and changelogs, but without a
 * broker.
 *
 * <p>The test driver commits after each record, which flushes the caches each time. So one record
 * stands for as many events as the processor folds between two commits when busy.
 */
final class StoreFixture implements AutoCloseable {
  /** The size of the caches of one of the processor's threads together. */
  static final long CACHE_BYTES = 5L << 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String APPLICATION = "growth";
  private static final String TRIGGER = "trigger";
  private static final byte[] NOTHING = new byte[0];

  private final Path folder;
  private final StateMemory memory = new StateMemory(StateMemory.DEFAULT_BYTES);
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> trigger;
  private List<StatusEvent> events = List.of();
  private boolean storesClosed;

  /**
   * Creates empty stores.
   *
   * @param folder an empty one for the stores
   * @param cacheBytes of the stores' caches together; with 0 each look-up and change reaches
   *     RocksDB
   */
  StoreFixture(Path folder, long cacheBytes) {
    this.folder = folder;
    Topology topology = new Topology();
    topology.addSource(TRIGGER, new ByteArrayDeserializer(), new ByteArrayDeserializer(), TRIGGER);
    topology.addProcessor("fold", FoldingProcessor::new, TRIGGER);
    for (StoreBuilder<?> store : StateStores.builders()) {
      topology.addStateStore(store, "fold");
    }
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
    memory.shareWith(properties);
    driver = new TopologyTestDriver(topology, properties);
    trigger =
        driver.createInputTopic(TRIGGER, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private final class FoldingProcessor implements Processor<byte[], byte[], Void, Void> {
    private FoldState state;
    private long revision;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      state = new FoldState(context, FoldState.RECENT);
    }

    @Override
    public void process(Record<byte[], byte[]> trigger) {
      for (StatusEvent event : events) {
        revision++;
        state.store(StatusFold.fold(state, event, revision));
      }
    }
  }

  /**
   * Folds events and commits, which writes what the caches hold back, and returns the nanoseconds
   * of CPU that this thread takes for both.
   */
  long fold(List<StatusEvent> batch) {
    events = batch;
    long begun = THREADS.getCurrentThreadCpuTime();
    trigger.pipeInput(NOTHING, NOTHING);
    long nanos = THREADS.getCurrentThreadCpuTime() - begun;
    for (String changelog : driver.producedTopicNames()) { // which would grow in the driver
      driver
          .createOutputTopic(changelog, new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readKeyValuesToList();
    }
    return nanos;
  }

  /** Closes the stores, which writes all to disk, and returns the folder that holds them. */
  Path closeStores() {
    storesClosed = true;
    driver.getAllStateStores().values().forEach(StateStore::close);
    return folder.resolve(APPLICATION).resolve("0_0").resolve("rocksdb");
  }

  // The driver would commit the closed stores, and holds nothing else.
  @Override
  public void close() {
    if (!storesClosed) {
      driver.close();
    }
    memory.close();
  }
}
