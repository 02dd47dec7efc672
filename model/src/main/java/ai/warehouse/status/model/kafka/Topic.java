package ai.warehouse.status.model.kafka;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic: name, serdes of key and value, and the required configuration.
 *
 * @param cleanup the required {@code cleanup.policy}; a topic with another is unfit
 * @param settings further settings for creating the topic; of an existing one, only unlimited
 *     retention is checked
 */
public record Topic<K, V>(
    String name,
    Serde<K> keySerde,
    Serde<V> valueSerde,
    Cleanup cleanup,
    Map<String, String> settings) {
  /** Copies the settings. */
  public Topic {
    settings = Map.copyOf(settings);
  }

  /** What the broker does with old records. */
  public enum Cleanup {
    /** Old records are deleted by age or size. */
    DELETE("delete"),
    /** The newest record of each key is kept for ever. */
    COMPACT("compact");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** Returns the value of the topic setting {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }
  }
}
