package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Publishing.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.PublishException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Publishing to a real broker. */
class StatusEventPublisherIT {
  private static final BuildKey BUILD = new BuildKey("cart", "prod", "2.1.0");
  private static final String A_MINUTE = "60000";

  private static Broker broker;

  @BeforeAll
  static void startBroker() {
    broker = new Broker(TestServers.sharedKafka());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldStoreEventsAsReadersAcceptThem() {
    Topics topics = broker.createTopics("read-");
    List<StatusEvent> events =
        IntStream.range(0, 100)
            .mapToObj(i -> event(BUILD).locale("l-" + i).message("日本 😀").build())
            .toList();

    try (StatusEventPublisher publisher = publisher(topics, Map.of())) {
      events.forEach(publisher::publish);
    }

    assertThat(broker.stored(topics).values()).containsExactlyElementsOf(events);
  }

  @Test
  void shouldStoreEachPackageInItsPlaceWhateverPartitionerIsAskedFor() {
    Topics topics = broker.createTopics("placed-");
    Map<String, String> scattering =
        Map.of(
            "partitioner.class",
            RoundRobinPartitioner.class.getName(),
            "partitioner.ignore.keys",
            "true");

    try (StatusEventPublisher publisher = publisher(topics, scattering)) {
      for (int i = 0; i < 100; i++) {
        publisher.publish(event(new BuildKey("@größe/日本-" + i, "prod", "2.1.0")));
      }
    }

    assertThat(broker.stored(topics))
        .hasSize(100)
        .allSatisfy(
            (position, event) ->
                assertThat(position.partition())
                    .isEqualTo(Placement.partitionOf(event.key().packageKey(), Broker.PARTITIONS)));
  }

  @Test
  void shouldStoreEachEventOnceWhereItsFutureSaysFromManyThreads() throws Exception {
    Topics topics = broker.createTopics("threads-");
    Map<StatusEvent, CompletableFuture<RecordMetadata>> published = new ConcurrentHashMap<>();

    try (StatusEventPublisher publisher = publisher(topics, Map.of())) {
      Threads.run(
          8,
          thread -> {
            for (int i = 0; i < 250; i++) {
              BuildKey build = new BuildKey("pkg-" + i % 10, "prod", "1.0." + thread);
              StatusEvent event = event(build).locale("l-" + i).build();
              published.put(event, publisher.publish(event));
            }
          });
    }

    Map<RecordPosition, StatusEvent> expected = new HashMap<>();
    published.forEach((event, stored) -> expected.put(position(stored.join()), event));
    assertThat(expected).hasSize(2_000);
    assertThat(broker.stored(topics)).isEqualTo(expected);
  }

  @Test
  void shouldStoreAllThatWasPublishedBeforeClose() {
    Topics topics = broker.createTopics("closed-");
    StatusEventPublisher publisher = publisher(topics, Map.of("linger.ms", A_MINUTE));
    CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();
    assertThat(stored).isNotDone();

    publisher.close();
    publisher.close();

    assertThat(stored).isCompleted();
    assertThat(broker.stored(topics)).hasSize(1);
  }

  @Test
  void shouldStoreAllThatWasPublishedBeforeFlush() {
    Topics topics = broker.createTopics("flushed-");
    try (StatusEventPublisher publisher = publisher(topics, Map.of("linger.ms", A_MINUTE))) {
      CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();

      publisher.flush();

      assertThat(stored).isCompleted();
      assertThat(broker.stored(topics)).hasSize(1);
    }
  }

  @Test
  void shouldNotPublishAfterClose() {
    Topics topics = broker.createTopics("shut-");
    StatusEventPublisher publisher = publisher(topics, Map.of());
    publisher.close();

    CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();

    assertFailed(stored, Reason.CLOSED).hasMessageContaining("shut-status-events");
    assertThat(broker.stored(topics)).isEmpty();
  }

  @Test
  void shouldEndEveryFutureThatRacesWithClose() throws Exception {
    Topics topics = broker.createTopics("race-");
    Map<StatusEvent, CompletableFuture<RecordMetadata>> published = new ConcurrentHashMap<>();

    for (int round = 0; round < 10; round++) {
      StatusEventPublisher publisher = publisher(topics, Map.of());
      Threads.run(4, thread -> publishUntilClosed(publisher, thread == 0, published));
    }

    assertThat(published.values())
        .allMatch(CompletableFuture::isDone)
        .filteredOn(CompletableFuture::isCompletedExceptionally)
        .hasSizeGreaterThanOrEqualTo(10)
        .allSatisfy(failed -> assertFailed(failed, Reason.CLOSED));
    published.values().removeIf(CompletableFuture::isCompletedExceptionally);
    assertThat(broker.stored(topics).values())
        .containsExactlyInAnyOrderElementsOf(published.keySet());
  }

  private static void publishUntilClosed(
      StatusEventPublisher publisher,
      boolean closes,
      Map<StatusEvent, CompletableFuture<RecordMetadata>> published) {
    CompletableFuture<RecordMetadata> last = new CompletableFuture<>();
    for (int i = 0; !last.isCompletedExceptionally(); i++) {
      StatusEvent event = event(BUILD).build();
      last = publisher.publish(event);
      published.put(event, last);
      if (closes && i == 100) {
        publisher.close();
      }
    }
  }

  @Test
  void shouldStoreTheLongLogOfAFailedBuild() {
    Topics topics = broker.createTopics("long-");
    String log =
        IntStream.range(0, 50_000)
            .mapToObj(line -> "ERROR in ./src/page-" + line + ".jsx: Module not found")
            .collect(Collectors.joining("\n"));
    assertThat(log).hasSizeGreaterThan(2_000_000);

    try (StatusEventPublisher publisher = publisher(topics, Map.of())) {
      publisher.build(BUILD).failed("Command failed", log);
    }

    assertThat(broker.stored(topics).values())
        .singleElement()
        .satisfies(event -> assertThat(event.details()).isEqualTo(log));
  }

  @Test
  void shouldSayThatEventIsTooLarge() {
    Topics topics = broker.createTopics("large-");
    try (StatusEventPublisher publisher = publisher(topics, Map.of())) {
      CompletableFuture<RecordMetadata> stored =
          publisher.build(BUILD).failed("too much output", "x".repeat(9_000_000));

      assertFailed(stored, Reason.REFUSED)
          .hasCauseInstanceOf(RecordTooLargeException.class)
          .hasMessageContaining("max.request.size");
    }
  }

  @Test
  void shouldSayThatTopicIsMissing() {
    Map<String, String> hasty = Map.of("max.block.ms", "500");
    try (StatusEventPublisher publisher = publisher(new Topics("missing-"), hasty)) {
      assertFailed(publisher.build(BUILD).completed(), Reason.TIMED_OUT)
          .hasMessageContaining("missing-status-events not present in metadata after 500 ms");
    }
  }

  @Test
  void shouldRefuseToCloseInNegativeTime() {
    try (StatusEventPublisher publisher = publisher(new Topics(""), Map.of())) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> publisher.close(Duration.ofMillis(-1)));
    }
  }

  private static StatusEventPublisher publisher(Topics topics, Map<String, ?> settings) {
    return new StatusEventPublisher(broker.settings(settings), topics);
  }

  private static StatusEvent.Builder event(BuildKey build) {
    return StatusEvent.builder().key(build).createdAt(Clock.systemUTC().instant());
  }

  private static RecordPosition position(RecordMetadata at) {
    return new RecordPosition(at.topic(), at.partition(), at.offset(), at.timestamp());
  }
}
