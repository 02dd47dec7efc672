package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Topic.Cleanup.COMPACT;
import static ai.warehouse.status.model.kafka.Topic.Cleanup.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §3: names and how long records are kept. */
class TopicsTest {
  private static final Topics TOPICS = new Topics("");

  @ParameterizedTest
  @ValueSource(strings = {"", "test."})
  void shouldNameTopicsWithPrefix(String prefix) {
    assertThat(new Topics(prefix).all())
        .extracting(Topic::name)
        .containsExactly(
            prefix + "status-events",
            prefix + "status",
            prefix + "status-head",
            prefix + "status-counter",
            prefix + "status-events-dead-letter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prod-"})
  void shouldKnowTheEventLogOfAnotherInstallationByItsName(String prefix) {
    Topics topics = new Topics(prefix);

    assertThat(topics.isEventLogOfAnother("dev-status-events")).isTrue();
    assertThat(topics.isEventLogOfAnother("status-events")).isEqualTo(!prefix.isEmpty());
    assertThat(topics.all()).noneMatch(topic -> topics.isEventLogOfAnother(topic.name()));
    // Of which there may be many of other systems, whoever looks at them in our group.
    assertThat(List.of("order-status", "prod-orders", "dev-status-events-dead-letter"))
        .noneMatch(topics::isEventLogOfAnother);
  }

  @Test
  void shouldCompactWhatIsDerived() {
    assertThat(TOPICS.all())
        .extracting(Topic::cleanup)
        .containsExactly(DELETE, COMPACT, COMPACT, COMPACT, DELETE);
    assertThat(DELETE.policy()).isEqualTo("delete");
    assertThat(COMPACT.policy()).isEqualTo("compact");
  }

  @Test
  void shouldKeepEventsWithoutLimit() {
    assertThat(TOPICS.statusEvents().settings())
        .containsAllEntriesOf(Map.of("retention.ms", "-1", "retention.bytes", "-1"));
  }

  @Test
  void shouldKeepDeadLettersFor30Days() {
    assertThat(TOPICS.deadLetter().settings()).containsEntry("retention.ms", "2592000000");
  }

  @Test
  void shouldTakeLargerDeadLettersThanEvents() {
    int largest = Integer.parseInt(TOPICS.deadLetter().settings().get("max.message.bytes"));

    assertThat(largest).isGreaterThan(Topics.MAX_EVENT_BYTES);
  }
}
