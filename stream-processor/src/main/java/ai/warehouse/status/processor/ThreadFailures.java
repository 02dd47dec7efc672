package ai.warehouse.status.processor;

import ai.warehouse.status.processor.topology.ForeignRecordException;
import ai.warehouse.status.service.KafkaAccessDeniedException;
import ai.warehouse.status.service.NativeLibraries;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that failed, since the cause may be transient; ends the service when
 * threads fail again and again, or for a reason that only a person can mend: Kafka denies access, a
 * native library can't be loaded, or the state or its topics hold another installation's records.
 *
 * <p>Room in the state's folder is awaited without end, as a restart would only fail again.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);
  private static final int MAX_FAILURES = 5;
  // The group notices a failed thread after 45 s, so failures are at least that far apart.
  private static final Duration WINDOW = Duration.ofMinutes(30);
  // Static members come back unnoticed, and would restore their state again and again.
  private static final Duration PAUSE_WITHOUT_ROOM = Duration.ofSeconds(10);

  private final CompletableFuture<Void> termination;
  private final UnaryOperator<String> neededOn;
  private final StateFolder folder;
  private final Duration pauseWithoutRoom;
  private final Counter replaced;
  private final Deque<Instant> failures = new ArrayDeque<>();
  private int pausing;
  private boolean closed;
  private volatile String last;

  /**
   * Begins without failures.
   *
   * @param neededOn the ACL operations that are needed on a topic
   */
  ThreadFailures(
      CompletableFuture<Void> termination,
      UnaryOperator<String> neededOn,
      StateFolder folder,
      MeterRegistry registry) {
    this(termination, neededOn, folder, PAUSE_WITHOUT_ROOM, registry);
  }

  ThreadFailures(
      CompletableFuture<Void> termination,
      UnaryOperator<String> neededOn,
      StateFolder folder,
      Duration pauseWithoutRoom,
      MeterRegistry registry) {
    this.termination = termination;
    this.neededOn = neededOn;
    this.folder = folder;
    this.pauseWithoutRoom = pauseWithoutRoom;
    this.replaced =
        Counter.builder("warehouse.status.processor.threads.replaced")
            .description("Stream threads that failed and were replaced.")
            .register(registry);
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    // Before the lock is taken, as a broken disk may delay the answer.
    return handle(failure, folder.isFull(failure));
  }

  private synchronized StreamThreadExceptionResponse handle(Throwable failure, boolean full) {
    Optional<KafkaAccessDeniedException> refusal = KafkaAccessDeniedException.of(failure, neededOn);
    if (refusal.isPresent()) {
      remember(refusal.get().getMessage());
      return giveUp(refusal.get());
    }
    if (full) {
      return waitForRoom(failure);
    }
    remember(FailureReason.of(failure));
    if (NativeLibraries.hint(failure).isPresent()) {
      return giveUp(failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ForeignRecordException) {
        return giveUp(cause);
      }
    }
    Instant now = Instant.now();
    failures.addLast(now);
    while (failures.getFirst().isBefore(now.minus(WINDOW))) {
      failures.removeFirst();
    }
    if (failures.size() > MAX_FAILURES) {
      LOG.atError().setCause(failure).log("Stream threads fail again and again, giving up");
      return giveUp(failure);
    }
    LOG.atWarn()
        .setCause(failure)
        .addKeyValue("failures", failures.size())
        .addKeyValue("windowMinutes", WINDOW.toMinutes())
        .log("Stream thread failed, replacing it");
    return replace();
  }

  private StreamThreadExceptionResponse waitForRoom(Throwable failure) {
    remember(folder.noSpace());
    LOG.atWarn()
        .addKeyValue("reason", folder.noSpace())
        .addKeyValue("pauseSeconds", pauseWithoutRoom.toSeconds())
        .log("Stream thread failed, replacing it");
    LOG.atDebug().setCause(failure).log("Stream thread failed");
    pausing++;
    pause();
    pausing--;
    return replace();
  }

  private void pause() {
    long until = System.nanoTime() + pauseWithoutRoom.toNanos();
    try {
      for (long left = until - System.nanoTime();
          !closed && left > 0;
          left = until - System.nanoTime()) {
        wait(1 + left / 1_000_000); // at least 1, as 0 would wait for ever
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StreamThreadExceptionResponse replace() {
    replaced.increment();
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private StreamThreadExceptionResponse giveUp(Throwable why) {
    termination.completeExceptionally(why);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  private void remember(String reason) {
    last =
        "a stream thread failed at %s: %s"
            .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), reason);
  }

  /** Returns why the last thread failed, for a person; null once all threads run again. */
  String last() {
    return last;
  }

  /** Forgets the failure, as all threads run; not while a thread waits for room. */
  synchronized void allRun() {
    if (pausing == 0) {
      last = null;
    }
  }

  /** Ends the pause of a thread that waits for room. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
