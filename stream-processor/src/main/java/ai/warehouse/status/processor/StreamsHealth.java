package ai.warehouse.status.processor;

import ai.warehouse.status.service.Health;
import org.apache.kafka.streams.KafkaStreams;

/** Translates the state of Kafka Streams into the service's health. */
final class StreamsHealth {
  private StreamsHealth() {}

  /**
   * Returns the liveness: down when only a restart helps.
   *
   * @param state null before Kafka Streams is created
   * @param failure why a thread has failed; null where all run
   */
  static Health live(KafkaStreams.State state, String failure) {
    boolean broken = state == KafkaStreams.State.PENDING_ERROR || state == KafkaStreams.State.ERROR;
    return broken ? because(failure, Health.down("streams are " + state)) : Health.ok();
  }

  /**
   * Returns the readiness: down while some partitions are not processed.
   *
   * @param state as above
   * @param left how many records have still to be restored
   * @param failure as above
   */
  static Health ready(KafkaStreams.State state, long left, String failure) {
    return because(failure, ready(state, left));
  }

  private static Health because(String failure, Health health) {
    if (failure == null) {
      return health;
    }
    return Health.down(health.up() ? failure : health.reason() + "; " + failure);
  }

  private static Health ready(KafkaStreams.State state, long left) {
    if (state == null) {
      return Health.down("not started");
    }
    return switch (state) {
      case RUNNING -> Health.ok();
      case REBALANCING ->
          left == 0
              ? Health.down("rebalancing")
              : Health.down("restoring state, %d records to go".formatted(left));
      case CREATED -> Health.down("joining the group");
      case PENDING_SHUTDOWN, NOT_RUNNING -> Health.down("stopping");
      case PENDING_ERROR, ERROR -> Health.down("failed");
    };
  }
}
