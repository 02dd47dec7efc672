package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.StatusFold;
import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.StateMemory;
import ai.warehouse.status.processor.state.StateStores;
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
 * The fold on the processor's own stores, with their caches, RocksDB and changelogs.
 *
 * <p>The test driver commits after each record, which would flush the caches each time. So one
 * record stands for many events: they are folded while it is processed, as many as the processor
 * folds between two commits when it is busy.
 */
final class StoreWorld implements World {
  private static final String APPLICATION = "growth";
  private static final String TRIGGER = "trigger";
  private static final byte[] NOTHING = new byte[0];
  private static final long CACHE_BYTES = 5 * 1024 * 1024; // for each of the processor's threads

  private final Path folder;
  private final StateMemory memory = new StateMemory(StateMemory.DEFAULT_BYTES);
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> trigger;
  private List<StatusEvent> pending = List.of();
  private boolean storesClosed;

  private StoreWorld(Path folder, boolean logged, long cacheBytes) {
    this.folder = folder;
    Topology topology = new Topology();
    topology.addSource(TRIGGER, new ByteArrayDeserializer(), new ByteArrayDeserializer(), TRIGGER);
    topology.addProcessor("fold", Folding::new, TRIGGER);
    for (StoreBuilder<?> store : StateStores.builders()) {
      if (!logged) {
        store.withLoggingDisabled();
      }
      topology.addStateStore(store, "fold");
    }
    driver = new TopologyTestDriver(topology, properties(folder, cacheBytes));
    trigger =
        driver.createInputTopic(TRIGGER, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One as in the processor. */
  static StoreWorld cached(Path folder) {
    return new StoreWorld(folder, true, CACHE_BYTES);
  }

  /** One whose caches hold nothing, so that each look-up and change reaches RocksDB. */
  static StoreWorld uncached(Path folder) {
    return new StoreWorld(folder, true, 0);
  }

  /** One without changelogs, for what is only to be looked at on disk. */
  static StoreWorld unlogged(Path folder) {
    return new StoreWorld(folder, false, CACHE_BYTES);
  }

  private Properties properties(Path folder, long cacheBytes) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, cacheBytes);
    memory.shareWith(properties);
    return properties;
  }

  private final class Folding implements Processor<byte[], byte[], Void, Void> {
    private FoldState state;
    private long revision;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      state = new FoldState(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      for (StatusEvent event : pending) {
        revision++;
        state.store(StatusFold.fold(state, event, revision));
      }
    }
  }

  @Override
  public Cost fold(List<StatusEvent> events) {
    pending = events;
    Cost cost = Cost.of(() -> trigger.pipeInput(NOTHING, NOTHING));
    return cost.withWritten(takeWritten());
  }

  private long takeWritten() {
    long bytes = 0;
    for (String changelog : driver.producedTopicNames()) {
      var written =
          driver
              .createOutputTopic(
                  changelog, new ByteArrayDeserializer(), new ByteArrayDeserializer())
              .readKeyValuesToList();
      bytes +=
          written.stream()
              .mapToLong(pair -> pair.key.length + (pair.value == null ? 0 : pair.value.length))
              .sum();
    }
    return bytes;
  }

  /** Closes the stores, which writes all to disk, and returns the folder with one for each. */
  Path closeStores() {
    storesClosed = true;
    driver.getAllStateStores().values().forEach(StateStore::close);
    return folder.resolve(APPLICATION).resolve("0_0").resolve("rocksdb");
  }

  // The driver would commit the stores once more, and has nothing else that needs closing.
  @Override
  public void close() {
    if (!storesClosed) {
      driver.close();
    }
    memory.close();
  }
}
