package ai.warehouse.status.processor.state;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A task of one partition with one store, which outlives what is built upon it. */
final class TaskWithStore<K, V> implements AutoCloseable {
  private final MockProcessorContext<Void, Void> context;
  private final KeyValueStore<K, V> store;

  TaskWithStore(int partition, String name, Serde<K> keys, Serde<V> values, Path stateDir) {
    context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, partition), stateDir.toFile());
    store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  ProcessingContext context() {
    return context;
  }

  @Override
  public void close() {
    store.close();
  }
}
