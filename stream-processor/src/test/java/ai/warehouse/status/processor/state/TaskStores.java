package ai.warehouse.status.processor.state;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;

/** The stores of one task, which outlive the processors that come to it one after another. */
public final class TaskStores implements AutoCloseable {
  private final MockProcessorContext<byte[], byte[]> context;
  private final List<StateStore> stores;

  /** Opens all stores, without caches and changelogs. */
  public TaskStores(String applicationId, Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    context = new MockProcessorContext<>(properties, new TaskId(0, 0), stateDir.toFile());
    stores = StateStores.builders().stream().map(this::open).toList();
  }

  private StateStore open(StoreBuilder<?> builder) {
    StateStore store = builder.withCachingDisabled().withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }

  /** Returns the context of the task's processors. */
  public MockProcessorContext<byte[], byte[]> context() {
    return context;
  }

  @Override
  public void close() {
    stores.forEach(StateStore::close);
  }
}
