package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.sink.item.EventItems;
import ai.warehouse.status.sink.item.ItemSize;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One sink against a real broker and a real database. */
class SinkIT {
  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static SinkHarness harness;
  private static SinkService sink;

  @BeforeAll
  static void start() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
    harness = new SinkHarness("sink", kafka, dynamoDb);
    sink = harness.start(Map.of("events.retention.days", "7"));
  }

  @AfterAll
  static void stop() {
    harness.close();
    dynamoDb.close();
    kafka.close();
  }

  @Test
  void shouldStoreAllFourModelsItemByItem() {
    StatusEvent queued =
        Samples.event(1).kind(EventKind.QUEUED).total(3).message("m").details("d").build();
    StatusEvent failed = Samples.event(2).kind(EventKind.ERROR).locale("de-DE").build();
    Status status =
        Status.builder()
            .key(Samples.BUILD)
            .createdAt(Samples.NOW)
            .updatedAt(Samples.NOW)
            .total(3)
            .progress(33)
            .error(true)
            .previousVersion("0.9.0")
            .revision(2)
            .build();
    StatusHead head = StatusHead.of(status, 5);
    StatusCounter counter = new StatusCounter(Samples.BUILD, 1, 1);
    StatusEvent ignored = Samples.event(3).kind(EventKind.IGNORED).build();
    long deadLetters = harness.end(harness.topics.deadLetter());

    sendEvent(queued);
    sendEvent(failed);
    sendEvent(ignored);
    harness.send(harness.topics.statusEvents(), "any", Samples.utf8("rejected by the processor"));
    harness.send(harness.topics.status(), status.key().toString(), StatusJson.write(status));
    harness.send(harness.topics.statusHead(), head.key().toString(), StatusHeadJson.write(head));
    harness.send(
        harness.topics.statusCounter(), counter.key().toString(), StatusCounterJson.write(counter));
    awaitAllRead();

    assertThat(item(queued)).isEqualTo(eventItem(queued));
    assertThat(item(failed)).isEqualTo(eventItem(failed));
    assertThat(item(ignored)).isNull();
    assertThat(harness.items(harness.tables.status()).values())
        .contains(ItemSchemas.STATUS.itemToMap(status, true));
    assertThat(harness.items(harness.tables.statusHead()).values())
        .containsExactly(ItemSchemas.STATUS_HEAD.itemToMap(head, true));
    assertThat(harness.items(harness.tables.statusCounter()).values())
        .containsExactly(ItemSchemas.STATUS_COUNTER.itemToMap(counter, true));
    assertThat(harness.end(harness.topics.deadLetter())).isEqualTo(deadLetters);
    assertThat(harness.isReady(sink)).isTrue();
    assertThat(harness.http(sink, "/metrics").body())
        .contains("warehouse_status_sink_items_written_total")
        .contains("warehouse_status_sink_records_ignored_total")
        .contains("reason=\"not-json\"")
        .contains("kafka_consumer");
  }

  @Test
  void shouldMakeADeadLetterOfPoisonAndGoOn() {
    int before = (int) harness.end(harness.topics.deadLetter());
    byte[] poison = Samples.utf8("{\"pkg\":1}");
    List<RecordMetadata> sent = new ArrayList<>();
    for (Topic<?, ?> topic :
        List.of(
            harness.topics.status(), harness.topics.statusHead(), harness.topics.statusCounter())) {
      sent.add(harness.send(topic, "key", poison));
    }
    harness.send(harness.topics.statusEvents(), "key", poison);
    sendStatus(Samples.build("after-poison"), 1);
    awaitAllRead();

    List<RecordPosition> positions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : harness.deadLetters(before + sent.size())) {
      if (!Arrays.equals(record.value(), poison)) {
        continue; // another test's
      }
      DeadLetter letter = DeadLetter.from(record.headers());
      assertThat(record.key()).isEqualTo(Samples.utf8("key"));
      assertThat(letter.reason()).startsWith("wrong-type");
      assertThat(letter.service()).isEqualTo("sink");
      positions.add(letter.source());
    }
    assertThat(positions)
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(SinkIT::position).toList());
    assertThat(revisions("after-poison")).containsExactly("1");
  }

  private static RecordPosition position(RecordMetadata sent) {
    return new RecordPosition(sent.topic(), sent.partition(), sent.offset(), sent.timestamp());
  }

  /** DynamoDB's own limit must not be lower than ours: the largest item that we make is taken. */
  @Test
  void shouldStoreATooLargeEventCutToTheByteAndKeepItWholeAsADeadLetter() {
    int before = (int) harness.end(harness.topics.deadLetter());
    StatusEvent large =
        Samples.event(4)
            .kind(EventKind.QUEUED)
            .total(1)
            .message("short")
            .details("€😀".repeat(60_000))
            .build();
    StatusEvent justFitting = Samples.event(5).details("x".repeat(400_000)).build();

    sendEvent(large);
    sendEvent(justFitting);
    awaitAllRead();

    Map<String, AttributeValue> item = item(large);
    assertThat(item.get("detailsTruncated").bool()).isTrue();
    assertThat(item.get("message").s()).isEqualTo("short");
    assertThat(large.details()).startsWith(item.get("details").s());
    assertThat(ItemSize.of(item)).isBetween(EventItems.MAX_BYTES - 4, EventItems.MAX_BYTES);
    assertThat(item(justFitting)).isEqualTo(eventItem(justFitting));
    assertThat(harness.deadLetters(before + 1))
        .extracting(ConsumerRecord::value)
        .contains(StatusEventJson.write(large));
  }

  @Test
  void shouldReadOnlyWhatIsCommittedAndLeaveNoLagBehindMarkers() {
    BuildKey build = Samples.build("in-transactions");
    try (KafkaProducer<byte[], byte[]> producer =
        harness.producer(Map.of("transactional.id", harness.group))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(status(build, 1));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(status(build, 2));
      producer.flush();
      producer.abortTransaction();
    }

    await().untilAsserted(() -> assertThat(revisions("in-transactions")).containsExactly("1"));
    awaitAllRead();
    assertThat(revisions("in-transactions")).containsExactly("1");
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private void awaitAllRead() {
    await().until(() -> harness.lag() == 0);
  }

  private void sendEvent(StatusEvent event) {
    harness.send(harness.topics.statusEvents(), "app!prod", StatusEventJson.write(event));
  }

  private void sendStatus(BuildKey build, long revision) {
    byte[] value = StatusJson.write(Samples.status(build, revision));
    harness.send(harness.topics.status(), build.toString(), value);
  }

  private ProducerRecord<byte[], byte[]> status(BuildKey build, long revision) {
    return new ProducerRecord<>(
        harness.topics.status().name(),
        Samples.utf8(build.toString()),
        StatusJson.write(Samples.status(build, revision)));
  }

  private List<String> revisions(String version) {
    return harness.items(harness.tables.status()).values().stream()
        .filter(item -> item.get("version").s().equals(version))
        .map(item -> item.get("revision").n())
        .toList();
  }

  private static Map<String, AttributeValue> eventItem(StatusEvent event) {
    Map<String, AttributeValue> item =
        new HashMap<>(ItemSchemas.STATUS_EVENT.itemToMap(event, true));
    String expiry = Long.toString(Samples.NOW.plus(Duration.ofDays(7)).getEpochSecond());
    item.put("expiresAt", AttributeValue.fromN(expiry));
    return item;
  }

  private Map<String, AttributeValue> item(StatusEvent event) {
    return harness
        .items(harness.tables.statusEvent())
        .get(
            new ItemWrite.Id(
                harness.tables.statusEvent(), event.key().toString(), event.eventId().toString()));
  }
}
