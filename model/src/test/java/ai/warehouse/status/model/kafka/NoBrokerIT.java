package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Publishing.PATIENCE;
import static ai.warehouse.status.model.kafka.Publishing.assertFailed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.kafka.PublishException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Publishing while no broker answers: nothing hangs, and every future says why it failed. */
@Timeout(120)
class NoBrokerIT {
  private static final BuildKey BUILD = new BuildKey("cart", "prod", "2.1.0");
  private static final String LONG = "600000";

  // Both less than Kafka's defaults: what they bound is what is tested.
  private static final Map<String, String> SOON_GIVING_UP =
      Map.of("linger.ms", "0", "request.timeout.ms", "500", "delivery.timeout.ms", "1000");

  // As large as two batches. What waits in it waits for long.
  private static final Map<String, String> SMALL_BUFFER =
      Map.of(
          "buffer.memory", "32768",
          "batch.size", "16384",
          "compression.type", "none",
          "max.block.ms", "200",
          "delivery.timeout.ms", LONG);

  private static final Map<String, String> WAITING_FOR_ROOM = new HashMap<>(SMALL_BUFFER);

  private static final Map<String, String> NOT_GIVING_UP = Map.of("delivery.timeout.ms", LONG);

  private static final Map<Map<String, String>, Queue<StatusEventPublisher>> WITHOUT_BROKER =
      new HashMap<>();

  static {
    WAITING_FOR_ROOM.put("max.block.ms", LONG);
  }

  // All of them on one broker, as each start of one takes seconds.
  @BeforeAll
  static void loseTheBroker() {
    try (Broker broker = new Broker(TestServers.startKafka())) {
      Topics topics = broker.createTopics("");
      Stream.of(
              SOON_GIVING_UP,
              SOON_GIVING_UP,
              SMALL_BUFFER,
              NOT_GIVING_UP,
              NOT_GIVING_UP,
              WAITING_FOR_ROOM)
          .forEach(settings -> keep(settings, broker, topics));
    }
  }

  private static void keep(Map<String, String> settings, Broker broker, Topics topics) {
    StatusEventPublisher publisher = new StatusEventPublisher(broker.settings(settings), topics);
    publisher.build(BUILD).queued(1).join();
    WITHOUT_BROKER.computeIfAbsent(settings, same -> new ArrayDeque<>()).add(publisher);
  }

  @Test
  @DisabledIfSystemProperty(
      named = TestServers.KIND,
      matches = "containers",
      disabledReason = "stays embedded: starts again at the same port with the same data")
  void shouldKeepEventsThroughAnOutage(@TempDir Path data) {
    Topics topics;
    StatusEventPublisher publisher;
    EmbeddedKafka kafka = EmbeddedKafka.builder().dataDirectory(data).start();
    try (Broker broker = new Broker(kafka)) {
      topics = broker.createTopics("");
      publisher = new StatusEventPublisher(broker.settings(Map.of()), topics);
      publisher.build(BUILD).queued(10).join();
    }

    List<CompletableFuture<RecordMetadata>> published =
        IntStream.range(0, 10)
            .mapToObj(i -> publisher.build(BUILD).locale("l-" + i).completed())
            .toList();
    assertThat(published).noneMatch(CompletableFuture::isDone);

    EmbeddedKafka again = EmbeddedKafka.builder().dataDirectory(data).port(kafka.port()).start();
    try (Broker broker = new Broker(again)) {
      assertThat(published).allSatisfy(stored -> assertThat(stored).succeedsWithin(PATIENCE));
      assertThat(broker.stored(topics)).hasSize(11);
      publisher.close();
    }
  }

  @Test
  void shouldGiveUpWhenTheBrokersStop() {
    try (StatusEventPublisher publisher = publisherWithoutBroker(SOON_GIVING_UP)) {
      CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();

      assertFailed(stored, Reason.TIMED_OUT)
          .hasMessageContaining("no broker answered in time")
          .hasMessageContaining("cart!prod!2.1.0")
          .hasMessageContaining("to status-events");
    }
  }

  @Test
  void shouldGiveUpFlushingWhenTheBrokersStop() {
    try (StatusEventPublisher publisher = publisherWithoutBroker(SOON_GIVING_UP)) {
      CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();

      publisher.flush();

      assertFailed(stored, Reason.TIMED_OUT);
    }
  }

  @Test
  void shouldSayThatTheBufferIsFull() {
    StatusEventPublisher publisher = publisherWithoutBroker(SMALL_BUFFER);

    List<CompletableFuture<RecordMetadata>> published =
        publishUntilFailure(publisher, BUILD, "x".repeat(5_000));

    CompletableFuture<RecordMetadata> last = published.remove(published.size() - 1);
    assertFailed(last, Reason.BUFFER_FULL)
        .hasMessageContaining("the buffer is full")
        .hasMessageContaining("32768 bytes");
    assertThat(published).isNotEmpty().noneMatch(CompletableFuture::isDone);

    publisher.close(Duration.ZERO);
    assertThat(published).allSatisfy(stored -> assertFailed(stored, Reason.CLOSED));
  }

  @Test
  void shouldGiveUpClosingWhenTimeIsOver() {
    StatusEventPublisher publisher = publisherWithoutBroker(NOT_GIVING_UP);
    CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();

    publisher.close(Duration.ofMillis(300));

    assertThat(stored).isDone();
    assertFailed(stored, Reason.CLOSED).hasMessageContaining("the publisher is closed");
    publisher.close();
  }

  @Test
  void shouldGiveUpClosingWhenInterrupted() {
    StatusEventPublisher publisher = publisherWithoutBroker(NOT_GIVING_UP);
    CompletableFuture<RecordMetadata> stored = publisher.build(BUILD).completed();

    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptException.class).isThrownBy(publisher::close);

    assertThat(Thread.interrupted()).isTrue();
    assertFailed(stored, Reason.CLOSED);
  }

  @Test
  void shouldGiveUpWhenNoBrokerEverAnswers() throws IOException {
    try (ServerSocket silent = silentServer()) {
      StatusEventPublisher publisher = publisher(silent, Map.of("max.block.ms", "300"));

      assertFailed(publisher.build(BUILD).completed(), Reason.TIMED_OUT)
          .hasMessageContaining("status-events not present in metadata after 300 ms");

      publisher.close(Duration.ZERO);
    }
  }

  @Test
  void shouldEndWaitOfPublishingThreadOnClose() throws Exception {
    try (ServerSocket silent = silentServer()) {
      StatusEventPublisher publisher = publisher(silent, Map.of("max.block.ms", LONG));
      Waiting<RecordMetadata> waiting = new Waiting<>(() -> publisher.build(BUILD).completed());

      publisher.close(Duration.ofMillis(100));

      assertFailed(waiting.result(), Reason.CLOSED);
    }
  }

  @Test
  void shouldEndWaitForRoomOnClose() throws Exception {
    StatusEventPublisher publisher = publisherWithoutBroker(WAITING_FOR_ROOM);
    String halfABuffer = "x".repeat(15_000);
    publisher.build(BUILD).event(halfABuffer);
    publisher.build(BUILD).event(halfABuffer);
    Waiting<RecordMetadata> waiting =
        new Waiting<>(() -> publisher.build(BUILD).event(halfABuffer));

    publisher.close(Duration.ZERO);

    assertFailed(waiting.result(), Reason.CLOSED);
  }

  @Test
  void shouldEndWaitOfInterruptedThread() throws Exception {
    try (ServerSocket silent = silentServer()) {
      StatusEventPublisher publisher = publisher(silent, Map.of("max.block.ms", LONG));
      Waiting<RecordMetadata> waiting = new Waiting<>(() -> publisher.build(BUILD).completed());

      waiting.interrupt();

      assertFailed(waiting.result(), Reason.INTERRUPTED)
          .hasMessageContaining("the thread was interrupted");
      assertThat(waiting.endedInterrupted()).isTrue();
      publisher.close(Duration.ZERO);
    }
  }

  private static List<CompletableFuture<RecordMetadata>> publishUntilFailure(
      StatusEventPublisher publisher, BuildKey build, String message) {
    List<CompletableFuture<RecordMetadata>> published = new ArrayList<>();
    boolean failed = false;
    while (!failed && published.size() < 100) {
      CompletableFuture<RecordMetadata> event = publisher.build(build).event(message);
      published.add(event);
      failed = event.isCompletedExceptionally();
    }
    return published;
  }

  /** Returns a publisher that knows its topic and whose broker has gone. */
  private static StatusEventPublisher publisherWithoutBroker(Map<String, String> settings) {
    return WITHOUT_BROKER.get(settings).remove();
  }

  private static StatusEventPublisher publisher(ServerSocket server, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", "127.0.0.1:" + server.getLocalPort());
    all.put("request.timeout.ms", "500"); // Kafka's network thread ends no sooner
    return new StatusEventPublisher(all, new Topics(""));
  }

  /** A server that lets clients connect and never answers. */
  private static ServerSocket silentServer() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  /** A thread that publishes, and waits meanwhile for a broker or for room. */
  private static final class Waiting<T> {
    private final AtomicReference<CompletableFuture<T>> result = new AtomicReference<>();
    private final AtomicReference<Boolean> interrupted = new AtomicReference<>();
    private final Thread thread;

    Waiting(Supplier<CompletableFuture<T>> publish) {
      thread =
          new Thread(
              () -> {
                result.set(publish.get());
                interrupted.set(Thread.currentThread().isInterrupted());
              });
      thread.start();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    void interrupt() {
      thread.interrupt();
    }

    CompletableFuture<T> result() throws InterruptedException {
      thread.join(PATIENCE.toMillis());
      return result.get();
    }

    boolean endedInterrupted() {
      return interrupted.get();
    }
  }
}
