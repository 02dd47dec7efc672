package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.processor.topology.SampleRecords.BUILD;
import static ai.warehouse.status.processor.topology.SampleRecords.NOON;
import static ai.warehouse.status.processor.topology.SampleRecords.at;
import static ai.warehouse.status.processor.topology.SampleRecords.build;
import static ai.warehouse.status.processor.topology.SampleRecords.bytes;
import static ai.warehouse.status.processor.topology.SampleRecords.event;
import static ai.warehouse.status.processor.topology.SampleRecords.json;
import static ai.warehouse.status.processor.topology.TopologyHarness.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.processor.fold.BuildState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of records that can't be accepted; which those are is the model's to test. */
class RejectedRecordsTest {
  private TopologyHarness topology;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    topology = new TopologyHarness(1, stateDir);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void shouldSendARejectedRecordAsItCameToTheDeadLetters() {
    byte[] key = bytes("some key");
    byte[] value = bytes(json("'pkg':'shop','env':'prod'"));
    topology.publish(key, value, new RecordHeaders().add("trace", bytes("42")), NOON);

    TestRecord<byte[], byte[]> letter = deadLetter();
    assertThat(letter.key()).isEqualTo(key);
    assertThat(letter.value()).isEqualTo(value);
    assertThat(texts(letter.headers())).containsEntry("trace", "42");
  }

  @Test
  void shouldSayInHeadersWhyItWasRejectedWhereItLayAndByWhom() {
    topology.publish(event("'message':'fine'"), NOON);
    topology.publish(json("'pkg':'shop','env':'prod'"), NOON);

    assertThat(texts(deadLetter().headers()))
        .containsOnly(
            Map.entry("dead-letter.reason", "missing-field: version is missing"),
            Map.entry("dead-letter.topic", "status-events"),
            Map.entry("dead-letter.partition", "0"),
            Map.entry("dead-letter.offset", "1"),
            Map.entry("dead-letter.timestamp", String.valueOf(NOON.toEpochMilli())),
            Map.entry("dead-letter.service", "stream-processor"));
  }

  @Test
  void shouldRejectARecordWithoutValue() {
    topology.publish(null, null, new RecordHeaders(), NOON);

    TestRecord<byte[], byte[]> letter = deadLetter();
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(reason(letter)).isEqualTo("null-value: the record has no value");
  }

  @Test
  void shouldRejectAnEventFromTheFuture() {
    topology.publish(event("'createdAt':'2026-11-23T13:00:00.001Z'"), NOON);

    assertThat(reason(deadLetter())).startsWith("created-in-future: createdAt");
    assertThat(topology.statuses()).isEmpty();
  }

  @Test
  void shouldGoOnAfterRejectedRecordsAndCountThemByReason() {
    topology.publish("not JSON", at(0));
    topology.publish(json("'pkg':'shop','env':'prod'"), at(1));
    topology.publish(json("'pkg':'shop','version':'1.0.0'"), at(2));
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(3));

    assertThat(topology.records(TOPICS.deadLetter())).hasSize(3);
    assertThat(topology.count("records.rejected", "reason", "missing-field")).isEqualTo(2);
    assertThat(topology.count("records.accepted")).isOne();
    assertThat(topology.counters().get(BUILD).count()).isOne();
  }

  @Test
  void shouldRejectAnEventThatShowsABugInTheFoldAndGoOn() {
    topology.corrupt(build("1.0.0"), at(60));
    String failing = event("'message':'a step'");
    topology.publish(failing, at(0));
    topology.publish(json("'pkg':'other','env':'dev','version':'1'"), at(1));

    TestRecord<byte[], byte[]> letter = deadLetter();
    assertThat(letter.value()).isEqualTo(bytes(failing));
    assertThat(reason(letter)).isEqualTo("internal-error: InvalidRecordException");
    assertThat(topology.statuses()).containsOnlyKeys(new BuildKey("other", "dev", "1"));
    assertThat(topology.count("records.rejected", "reason", "internal-error")).isOne();
  }

  @Test
  void shouldStoreNothingOfAnEventThatShowsABug() {
    topology.corrupt(build("1.0.0"), at(60));
    BuildState before = topology.build(BUILD);

    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(0));

    assertThat(reason(deadLetter())).isEqualTo("internal-error: InvalidRecordException");
    assertThat(topology.build(BUILD)).isEqualTo(before);
    assertThat(topology.changelog("locales")).isEmpty();
    assertThat(topology.changelog("builds-by-time")).isEmpty();
  }

  private TestRecord<byte[], byte[]> deadLetter() {
    return assertThat(topology.records(TOPICS.deadLetter())).singleElement().actual();
  }

  private static String reason(TestRecord<byte[], byte[]> letter) {
    return DeadLetter.from(letter.headers()).reason();
  }

  private static Map<String, String> texts(Headers headers) {
    return StreamSupport.stream(headers.spliterator(), false)
        .collect(
            Collectors.toMap(
                header -> header.key(),
                header -> new String(header.value(), StandardCharsets.UTF_8)));
  }
}
