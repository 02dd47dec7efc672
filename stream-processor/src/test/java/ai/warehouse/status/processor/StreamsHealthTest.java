package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.service.Health;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;

class StreamsHealthTest {
  private static final String FAILURE = "a stream thread failed";

  @Test
  void shouldSayWhyAThreadFailedBesideWhatIsDoneAboutIt() {
    assertThat(StreamsHealth.ready(State.REBALANCING, 0, FAILURE))
        .isEqualTo(Health.down("rebalancing; " + FAILURE));
    assertThat(StreamsHealth.ready(State.REBALANCING, 7, FAILURE))
        .isEqualTo(Health.down("restoring state, 7 records to go; " + FAILURE));
    assertThat(StreamsHealth.live(State.ERROR, FAILURE))
        .isEqualTo(Health.down("streams are ERROR; " + FAILURE));
  }

  @Test
  void shouldNotBeReadyWhileOneOfSeveralThreadsHasFailed() {
    assertThat(StreamsHealth.ready(State.RUNNING, 0, FAILURE)).isEqualTo(Health.down(FAILURE));
    assertThat(StreamsHealth.live(State.RUNNING, FAILURE)).isEqualTo(Health.ok());
  }

  @Test
  void shouldBeReadyWhereAllRun() {
    assertThat(StreamsHealth.ready(State.RUNNING, 0, null)).isEqualTo(Health.ok());
  }
}
