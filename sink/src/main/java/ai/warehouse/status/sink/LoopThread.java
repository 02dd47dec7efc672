package ai.warehouse.status.sink;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.KafkaRefusal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.InterruptException;

/** The thread that a loop runs on. */
final class LoopThread implements AutoCloseable {
  private final SinkLoop loop;
  private final Thread thread;
  private final Duration stopTimeout;

  /**
   * Prepares a thread.
   *
   * @param topics which the loop reads and writes
   * @param end completes when the loop has ended, exceptionally if it had to
   * @param stopTimeout how long {@link #close} waits
   */
  LoopThread(SinkLoop loop, Topics topics, CompletableFuture<Void> end, Duration stopTimeout) {
    this.loop = loop;
    this.stopTimeout = stopTimeout;
    this.thread = new Thread(() -> run(loop, topics, end), "sink-loop");
  }

  private static void run(SinkLoop loop, Topics topics, CompletableFuture<Void> end) {
    try {
      loop.run();
      end.complete(null);
    } catch (RuntimeException | Error e) {
      // Whoever runs the service logs it: see Service.termination.
      end.completeExceptionally(orRefusal(e, topics));
    }
  }

  private static Throwable orRefusal(Throwable failure, Topics topics) {
    String deadLetters = topics.deadLetter().name();
    return KafkaRefusal.of(failure, topic -> topic.equals(deadLetters) ? "Write" : "Read")
        .<Throwable>map(refusal -> refusal)
        .orElse(failure);
  }

  void start() {
    thread.start();
  }

  /**
   * Stops the loop and waits for its end.
   *
   * @throws IllegalStateException if it doesn't end in time
   */
  @Override
  public void close() {
    loop.stop();
    try {
      thread.join(stopTimeout.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
    if (thread.isAlive()) {
      throw new IllegalStateException("the loop did not end in time");
    }
  }
}
