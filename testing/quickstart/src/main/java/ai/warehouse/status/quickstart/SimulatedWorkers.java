package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.kafka.StatusEventPublisher;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes a plan from many threads, each event at its time. */
final class SimulatedWorkers implements AutoCloseable {
  private static final int WORKERS = 8;

  private final StatusEventPublisher publisher;
  private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(WORKERS);

  /** Publishes through the publisher, which the caller closes. */
  SimulatedWorkers(StatusEventPublisher publisher) {
    this.publisher = publisher;
  }

  /** Starts publishing; the future is done when each event is stored in Kafka or has failed. */
  CompletableFuture<Void> publish(List<PlannedEvent> plan) {
    return CompletableFuture.allOf(
        plan.stream().map(this::schedule).toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<RecordMetadata> schedule(PlannedEvent planned) {
    CompletableFuture<CompletableFuture<RecordMetadata>> sent = new CompletableFuture<>();
    workers.schedule(
        () -> sent.completeAsync(() -> publisher.publish(planned.event()), Runnable::run),
        planned.after().toMillis(),
        TimeUnit.MILLISECONDS);
    return sent.thenCompose(stored -> stored);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
