package ai.warehouse.status.model.kafka;

import java.util.Map;
import org.apache.kafka.common.serialization.Serde;

/**
 * One topic: what it is called, what its records are, and how it must be set up.
 *
 * @param cleanup what the broker does with old records; a topic set up otherwise is unfit
 * @param settings further topic settings, used when the topic is created; of these only an
 *     unlimited retention is looked at after
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
