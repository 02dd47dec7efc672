package ai.warehouse.status.api.publish;

import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Publishes the events of requests in order, in bounded time and memory, on a thread of its own:
 * publishing blocks while Kafka's metadata are missing or its buffer is full. Thread-safe.
 */
public final class EventPublishing implements AutoCloseable {
  /** The longest that the events of one request may take to be acknowledged. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final int MAX_BLOCK_MS = 2_000;
  private static final int REQUEST_TIMEOUT_MS = 5_000;
  private static final int DELIVERY_TIMEOUT_MS = 10_000;
  private static final long BUFFER_MEMORY = 16L * 1024 * 1024;
  private static final int MAX_WAITING = 64;

  private final Log log;
  private final Duration patience;
  private final ThreadPoolExecutor thread;

  /** Takes events, as StatusEventPublisher does. */
  @FunctionalInterface
  public interface Log {
    /**
     * Appends an event; may block for {@code max.block.ms}.
     *
     * @return completes when the event is stored
     */
    CompletableFuture<?> publish(StatusEvent event);
  }

  /** Publishes into a log, which stays open. */
  public EventPublishing(Log log) {
    this(log, PATIENCE, MAX_WAITING);
  }

  EventPublishing(Log log, Duration patience, int maxWaiting) {
    this.log = log;
    this.patience = patience;
    thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(maxWaiting),
            EventPublishing::daemon);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "publish");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns the producer's settings that keep the bounds, by Kafka's names; no others may be given
   * for these.
   */
  public static Map<String, Object> producerSettings() {
    return Map.of(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS,
        ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_MEMORY,
        // A service outlives the addresses of its brokers, and answers at once when it knows none.
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "rebootstrap");
  }

  /**
   * Publishes events in order. After one that fails at once no other is sent.
   *
   * @return completes when all are stored, else fails with {@link NotStoredException} when the fate
   *     of all is known, after {@link #PATIENCE} at the latest
   * @throws RejectedExecutionException if too many requests wait already
   */
  public CompletableFuture<Void> publish(List<StatusEvent> events) {
    List<CompletableFuture<Void>> stored = new ArrayList<>();
    events.forEach(event -> stored.add(new CompletableFuture<>()));
    CompletableFuture<Void> all =
        CompletableFuture.allOf(stored.toArray(CompletableFuture<?>[]::new));
    thread.execute(() -> send(events, stored, all));
    return all.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw NotStoredException.of(events, stored, failure);
              }
              return done;
            });
  }

  private void send(
      List<StatusEvent> events, List<CompletableFuture<Void>> stored, Future<Void> all) {
    for (int i = 0; i < events.size() && !all.isDone(); i++) {
      CompletableFuture<?> sent = attempt(events.get(i));
      settle(stored.subList(i, i + 1), sent);
      if (sent.isCompletedExceptionally()) {
        // Each of the others would block as long.
        settle(stored.subList(i + 1, stored.size()), sent);
        return;
      }
    }
  }

  private CompletableFuture<?> attempt(StatusEvent event) {
    try {
      return log.publish(event);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static void settle(List<CompletableFuture<Void>> stored, CompletableFuture<?> sent) {
    sent.whenComplete(
        (done, failure) -> {
          for (CompletableFuture<Void> one : stored) {
            if (failure == null) {
              one.complete(null);
            } else {
              one.completeExceptionally(failure);
            }
          }
        });
  }

  /** Takes no more requests; those that wait are still published, or run out of their time. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
