package ai.warehouse.status.model.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.warehouse.status.model.RecordPosition;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPEC §3: the headers of a dead letter. */
class DeadLetterTest {
  private static final DeadLetter LETTER =
      new DeadLetter(
          "wrong-type: total is not a number",
          new RecordPosition("status-events", 3, 42, 1_795_466_823_120L),
          "stream-processor");
  private static final DeadLetter LATER =
      new DeadLetter("not-json: é", new RecordPosition("status", 4, 1L << 40, 0), "sink");

  @Test
  void shouldSayWhyWhereAndWho() {
    Headers headers = LETTER.addTo(new RecordHeaders());

    assertThat(text(headers, "dead-letter.reason")).isEqualTo("wrong-type: total is not a number");
    assertThat(text(headers, "dead-letter.topic")).isEqualTo("status-events");
    assertThat(text(headers, "dead-letter.partition")).isEqualTo("3");
    assertThat(text(headers, "dead-letter.offset")).isEqualTo("42");
    assertThat(text(headers, "dead-letter.timestamp")).isEqualTo("1795466823120");
    assertThat(text(headers, "dead-letter.service")).isEqualTo("stream-processor");
    assertThat(headers).hasSize(6);
  }

  @Test
  void shouldReadWhatWasWritten() {
    assertThat(DeadLetter.from(LETTER.addTo(new RecordHeaders()))).isEqualTo(LETTER);
    assertThat(DeadLetter.from(LATER.addTo(new RecordHeaders()))).isEqualTo(LATER);
  }

  @Test
  void shouldReplaceEarlierRejection() {
    Headers headers = LATER.addTo(LETTER.addTo(new RecordHeaders()));

    assertThat(DeadLetter.from(headers)).isEqualTo(LATER);
    assertThat(headers).hasSize(6);
  }

  @Test
  void shouldReplaceForgedHeaders() {
    Headers forged = new RecordHeaders();
    forged.add("dead-letter.reason", null).add("dead-letter.reason", bytes("twice"));

    Headers headers = LETTER.addTo(forged);

    assertThat(DeadLetter.from(headers)).isEqualTo(LETTER);
    assertThat(headers).hasSize(6);
  }

  @Test
  void shouldKeepOtherHeadersInOrder() {
    Headers received = new RecordHeaders();
    received.add("trace", bytes("a")).add("trace", bytes("b")).add("empty", null);

    Headers headers = LETTER.addTo(received);

    assertThat(StreamSupport.stream(headers.spliterator(), false).limit(3).toList())
        .isEqualTo(StreamSupport.stream(received.spliterator(), false).toList());
    assertThat(headers).hasSize(9);
  }

  @Test
  void shouldLeaveTheReceivedHeadersAlone() {
    RecordHeaders received = new RecordHeaders();
    received.add("trace", bytes("a"));
    received.setReadOnly();

    assertThat(LETTER.addTo(received)).hasSize(7);
    assertThat(received).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reason", "topic", "partition", "offset", "timestamp", "service"})
  void shouldRefuseMissingHeader(String name) {
    Headers without = LETTER.addTo(new RecordHeaders()).remove("dead-letter." + name);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadLetter.from(without))
        .withMessageContaining("dead-letter." + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"reason", "topic", "partition", "offset", "timestamp", "service"})
  void shouldRefuseHeaderWithoutValue(String name) {
    Headers without = LETTER.addTo(new RecordHeaders()).add("dead-letter." + name, null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeadLetter.from(without))
        .withMessageContaining("dead-letter." + name);
  }

  @ParameterizedTest
  @CsvSource({"partition, three", "partition, 2147483648", "offset, ''", "timestamp, 1.5"})
  void shouldRefuseMalformedHeader(String name, String value) {
    Headers malformed = LETTER.addTo(new RecordHeaders()).add("dead-letter." + name, bytes(value));

    assertThatIllegalArgumentException().isThrownBy(() -> DeadLetter.from(malformed));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return new String(header.value(), UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
