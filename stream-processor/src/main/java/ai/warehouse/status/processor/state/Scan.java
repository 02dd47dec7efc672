package ai.warehouse.status.processor.state;

import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Walks over a part of a store. */
final class Scan {
  private Scan() {}

  /** Shows each entry whose key begins so: the rest of the key, and the value. */
  static <V> void below(
      KeyValueStore<String, V> store, String prefix, BiConsumer<String, V> visitor) {
    try (KeyValueIterator<String, V> all = store.prefixScan(prefix, new StringSerializer())) {
      while (all.hasNext()) {
        KeyValue<String, V> next = all.next();
        visitor.accept(next.key.substring(prefix.length()), next.value);
      }
    }
  }
}
