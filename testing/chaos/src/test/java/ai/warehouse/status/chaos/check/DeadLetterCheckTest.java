package ai.warehouse.status.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLetterCheckTest {
  private static final Topics TOPICS = new Topics("");
  private static final byte[] KEY = "shop!dev".getBytes(StandardCharsets.UTF_8);
  private static final byte[] VALUE = {1, 2, 3};

  private final DeadLetterCheck check =
      new DeadLetterCheck(
          TOPICS,
          List.of(
              new Entry(false, null, KEY, VALUE),
              new Entry(false, null, KEY, VALUE),
              new Entry(false, null, KEY, null)));

  @Test
  void shouldAcceptALetterForEachRecord() {
    check.add(letter(KEY, VALUE, "status-events"));
    check.add(letter(KEY, VALUE, "status-events"));
    check.add(letter(KEY, null, "status-events"));

    DeadLetterCheck.Outcome outcome = check.outcome();
    assertThat(outcome.isRight()).isTrue();
    assertThat(outcome.sent()).isEqualTo(2);
    assertThat(outcome.letters()).isEqualTo(3);
    assertThat(outcome.reasons()).containsOnlyKeys("invalid_value");
  }

  @Test
  void shouldFindALostLetter() {
    check.add(letter(KEY, VALUE, "status-events"));

    DeadLetterCheck.Outcome outcome = check.outcome();
    assertThat(outcome.isRight()).isFalse();
    assertThat(outcome.lost()).isEqualTo(1);
    assertThat(outcome.differences()).singleElement().asString().startsWith("LOST");
  }

  @Test
  void shouldFindALetterOfARecordThatNobodySent() {
    check.add(letter(null, VALUE, "status-events"));

    assertThat(check.outcome().wrong()).isEqualTo(1);
  }

  @Test
  void shouldFindALetterFromAnotherTopic() {
    check.add(letter(KEY, VALUE, "status"));

    assertThat(check.outcome().wrong()).isEqualTo(1);
  }

  @Test
  void shouldFindALetterWithoutHeaders() {
    check.add(new ConsumerRecord<>("dead-letters", 0, 0, KEY, VALUE));

    assertThat(check.outcome().wrong()).isEqualTo(1);
  }

  private static ConsumerRecord<byte[], byte[]> letter(byte[] key, byte[] value, String source) {
    ConsumerRecord<byte[], byte[]> letter = new ConsumerRecord<>("dead-letters", 0, 0, key, value);
    new DeadLetter("invalid_value: total", new RecordPosition(source, 0, 0, 0), "processor")
        .addTo(new RecordHeaders())
        .forEach(letter.headers()::add);
    return letter;
  }
}
