package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import ai.warehouse.status.service.StartupException;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The sink against a real broker and a real database. */
class SinkIT {
  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;

  private SinkHarness harness;

  @BeforeAll
  static void startServers() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
  }

  @AfterAll
  static void stopServers() {
    dynamoDb.close();
    kafka.close();
  }

  @BeforeEach
  void prepare(TestInfo test) {
    harness = new SinkHarness(test.getTestMethod().orElseThrow().getName(), kafka, dynamoDb);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void shouldStoreAllFourModelsItemByItem() {
    SinkService sink = harness.start(Map.of("events.retention.days", "7"));
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

    sendEvent(queued);
    sendEvent(failed);
    sendEvent(Samples.event(3).kind(EventKind.IGNORED).build());
    harness.send(harness.topics.statusEvents(), "any", Samples.utf8("rejected by the processor"));
    harness.send(harness.topics.status(), status.key().toString(), StatusJson.write(status));
    harness.send(harness.topics.statusHead(), head.key().toString(), StatusHeadJson.write(head));
    harness.send(
        harness.topics.statusCounter(), counter.key().toString(), StatusCounterJson.write(counter));
    awaitAllRead();

    String expiry = Long.toString(Samples.NOW.plus(Duration.ofDays(7)).getEpochSecond());
    Map<String, AttributeValue> queuedItem = eventItem(queued);
    Map<String, AttributeValue> failedItem = eventItem(failed);
    queuedItem.put("expiresAt", AttributeValue.fromN(expiry));
    failedItem.put("expiresAt", AttributeValue.fromN(expiry));
    assertThat(harness.items(harness.tables.statusEvent()).values())
        .containsExactlyInAnyOrder(queuedItem, failedItem);
    assertThat(harness.items(harness.tables.status()).values())
        .containsExactly(ItemSchemas.STATUS.itemToMap(status, true));
    assertThat(harness.items(harness.tables.statusHead()).values())
        .containsExactly(ItemSchemas.STATUS_HEAD.itemToMap(head, true));
    assertThat(harness.items(harness.tables.statusCounter()).values())
        .containsExactly(ItemSchemas.STATUS_COUNTER.itemToMap(counter, true));
    assertThat(harness.end(harness.topics.deadLetter())).isZero();
    assertThat(harness.isReady(sink)).isTrue();
    assertThat(harness.http(sink, "/metrics").body())
        .contains("warehouse_status_sink_items_written_total")
        .contains("warehouse_status_sink_records_ignored_total")
        .contains("reason=\"not-json\"")
        .contains("kafka_consumer");
  }

  @Test
  void shouldNotLetTheOlderOverwriteTheNewer() {
    SinkService sink = harness.startWithClient(Map.of());
    sendStatus(Samples.BUILD, 9);
    awaitAllRead();

    sendStatus(Samples.BUILD, 8);
    awaitAllRead();

    assertThat(revisions()).containsExactly("9");
    assertThat(harness.http(sink, "/metrics").body())
        .contains("warehouse_status_sink_conditions_refused_total");
    sendStatus(Samples.BUILD, 10);
    await().untilAsserted(() -> assertThat(revisions()).containsExactly("10"));
  }

  @Test
  void shouldMakeADeadLetterOfPoisonAndGoOn() {
    harness.start(Map.of());
    byte[] poison = Samples.utf8("{\"pkg\":1}");
    List<RecordMetadata> sent = new ArrayList<>();
    for (Topic<?, ?> topic :
        List.of(
            harness.topics.status(), harness.topics.statusHead(), harness.topics.statusCounter())) {
      sent.add(harness.send(topic, "key", poison));
    }
    harness.send(harness.topics.statusEvents(), "key", poison);
    sendStatus(Samples.BUILD, 1);
    awaitAllRead();

    List<RecordPosition> positions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : harness.deadLetters(sent.size())) {
      DeadLetter letter = DeadLetter.from(record.headers());
      assertThat(record.key()).isEqualTo(Samples.utf8("key"));
      assertThat(record.value()).isEqualTo(poison);
      assertThat(letter.reason()).startsWith("wrong-type");
      assertThat(letter.service()).isEqualTo("sink");
      positions.add(letter.source());
    }
    assertThat(positions)
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(SinkIT::position).toList());
    assertThat(revisions()).containsExactly("1");
  }

  private static RecordPosition position(RecordMetadata sent) {
    return new RecordPosition(sent.topic(), sent.partition(), sent.offset(), sent.timestamp());
  }

  @Test
  void shouldStoreATooLargeEventCutAndKeepItWholeAsADeadLetter() {
    harness.start(Map.of());
    StatusEvent large = Samples.event(1).message("short").details("€😀".repeat(60_000)).build();
    StatusEvent justFitting = Samples.event(2).details("x".repeat(400_000)).build();

    sendEvent(large);
    sendEvent(justFitting);
    awaitAllRead();

    Map<String, AttributeValue> item = item(large);
    assertThat(item.get("detailsTruncated").bool()).isTrue();
    assertThat(item.get("message").s()).isEqualTo("short");
    assertThat(large.details()).startsWith(item.get("details").s());
    assertThat(item.get("details").s().length()).isGreaterThan(170_000);
    assertThat(item(justFitting)).isEqualTo(eventItem(justFitting));
    assertThat(harness.deadLetters(1).get(0).value()).isEqualTo(StatusEventJson.write(large));
  }

  /** DynamoDB's own limit must not be lower than ours: the largest item that we make is taken. */
  @Test
  void shouldFitTheItemLimitToTheByte() {
    harness.start(Map.of());
    StatusEvent large =
        Samples.event(1).kind(EventKind.QUEUED).total(1).details("é".repeat(300_000)).build();

    sendEvent(large);
    awaitAllRead();

    assertThat(ItemSize.of(item(large))).isBetween(EventItems.MAX_BYTES - 2, EventItems.MAX_BYTES);
  }

  @Test
  void shouldGoOnWhereItStopped() {
    SinkService first = harness.start(Map.of("max.poll.records", "10"));
    for (int i = 0; i < 200; i++) {
      sendEvent(Samples.event(i).build());
      sendStatus(Samples.build("1.0." + i % 20), i + 1);
    }
    await().until(() -> !harness.items(harness.tables.statusEvent()).isEmpty());
    first.close();
    assertThat(first.termination()).isCompleted();
    for (int i = 200; i < 300; i++) {
      sendEvent(Samples.event(i).build());
      sendStatus(Samples.build("1.0." + i % 20), i + 1);
    }

    harness.start(Map.of());
    awaitAllRead();

    assertThat(harness.items(harness.tables.statusEvent())).hasSize(300);
    assertThat(revisions())
        .hasSize(20)
        .allSatisfy(revision -> assertThat(Integer.parseInt(revision)).isBetween(281, 300));
  }

  @Test
  void shouldLeaveTheTablesAsTheyAreWhenAllIsReadAgain() {
    harness.start(Map.of());
    for (int i = 0; i < 50; i++) {
      sendEvent(Samples.event(i).build());
      sendStatus(Samples.build("1.0." + i % 5), i + 1);
    }
    awaitAllRead();
    Map<?, ?> events = harness.items(harness.tables.statusEvent());
    Map<?, ?> statuses = harness.items(harness.tables.status());

    harness.start(Map.of("group.id", "again"));
    await().until(() -> harness.lag("again") == 0);

    assertThat(harness.items(harness.tables.statusEvent())).isEqualTo(events).hasSize(50);
    assertThat(harness.items(harness.tables.status())).isEqualTo(statuses).hasSize(5);
  }

  @Test
  void shouldReadOnlyWhatIsCommittedAndLeaveNoLagBehindMarkers() {
    harness.start(Map.of());
    awaitAllRead();
    try (KafkaProducer<byte[], byte[]> producer =
        harness.producer(Map.of("transactional.id", harness.group))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(status(Samples.BUILD, 1));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(status(Samples.BUILD, 2));
      producer.flush();
      producer.abortTransaction();
    }

    await().untilAsserted(() -> assertThat(revisions()).containsExactly("1"));
    awaitAllRead();
    assertThat(revisions()).containsExactly("1");
  }

  @Test
  void shouldShareTheWorkAndLoseNothingWhenSinksComeAndGo() {
    SinkService first = harness.start(Map.of("max.poll.records", "20"));
    sendEvents(0, 300);
    SinkService second = harness.start(Map.of("max.poll.records", "20"));
    sendEvents(300, 600);
    await().until(() -> harness.members().size() == 2);
    first.close();
    sendEvents(600, 900);
    awaitAllRead();

    assertThat(harness.items(harness.tables.statusEvent())).hasSize(900);
    assertThat(second.termination()).isNotDone();
  }

  @Test
  void shouldEndWhenATableIsMissingAtTheStart() {
    SinkService sink = harness.start(Map.of("tables.create", "false"));

    await().until(() -> sink.termination().isDone());

    assertThatThrownBy(() -> sink.termination().join())
        .hasCauseInstanceOf(StartupException.class)
        .hasMessageContaining(harness.tables.prefix())
        .hasMessageContaining("is missing: create it, or let the sink create it");
    assertThat(harness.http(sink, "/health/live").statusCode()).isEqualTo(503);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private void awaitAllRead() {
    await().until(() -> harness.lag() == 0);
  }

  private void sendEvents(int from, int to) {
    for (int i = from; i < to; i++) {
      BuildKey build = Samples.build("1.0." + i % 50);
      StatusEvent event = Samples.event(i).key(build).build();
      harness.send(harness.topics.statusEvents(), "app!prod" + i, StatusEventJson.write(event));
    }
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

  private List<String> revisions() {
    return harness.items(harness.tables.status()).values().stream()
        .map(item -> item.get("revision").n())
        .toList();
  }

  private static Map<String, AttributeValue> eventItem(StatusEvent event) {
    return new HashMap<>(ItemSchemas.STATUS_EVENT.itemToMap(event, true));
  }

  private Map<String, AttributeValue> item(StatusEvent event) {
    return harness
        .items(harness.tables.statusEvent())
        .get(
            new ItemWrite.Id(
                harness.tables.statusEvent(), event.key().toString(), event.eventId().toString()));
  }
}
