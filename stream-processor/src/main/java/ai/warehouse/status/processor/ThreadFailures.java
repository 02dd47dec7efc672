package ai.warehouse.status.processor;

import ai.warehouse.status.processor.topology.ForeignRecordException;
import ai.warehouse.status.service.KafkaRefusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, as a broken neighbour may be well again; ends the service
 * when threads fail again and again, Kafka refuses what they need, or another installation's
 * records are among theirs.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MAX_FAILURES = 5;
  // A failed thread is missed by its group for 45 s, so failures are at least that far apart.
  private static final Duration WINDOW = Duration.ofMinutes(30);

  private final CompletableFuture<Void> termination;
  private final UnaryOperator<String> neededOn;
  private final Counter replaced;
  private final Deque<Instant> failures = new ArrayDeque<>();

  /**
   * Begins without failures.
   *
   * @param neededOn the ACL operations that are needed on a topic
   */
  ThreadFailures(
      CompletableFuture<Void> termination, UnaryOperator<String> neededOn, MeterRegistry registry) {
    this.termination = termination;
    this.neededOn = neededOn;
    this.replaced =
        Counter.builder("warehouse.status.processor.threads.replaced")
            .description("Stream threads that failed and were replaced.")
            .register(registry);
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<KafkaRefusal> refusal = KafkaRefusal.of(failure, neededOn);
    if (refusal.isPresent()) {
      termination.completeExceptionally(refusal.get());
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ForeignRecordException) {
        termination.completeExceptionally(cause);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
      }
    }
    Instant now = Instant.now();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(WINDOW))) {
      failures.removeFirst();
    }
    if (failures.size() > MAX_FAILURES) {
      LOG.atError().setCause(failure).log("Stream threads fail again and again, giving up");
      termination.completeExceptionally(failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.atWarn()
        .setCause(failure)
        .addKeyValue("failures", failures.size())
        .addKeyValue("windowMinutes", WINDOW.toMinutes())
        .log("Stream thread failed, replacing it");
    replaced.increment();
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
