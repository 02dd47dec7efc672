package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes what happens to one build, or to one locale of it, as it happens. */
public final class BuildReporter {
  private final StatusEventPublisher publisher;
  private final BuildKey build;
  private final String locale;
  private final Clock clock;

  BuildReporter(StatusEventPublisher publisher, BuildKey build, String locale, Clock clock) {
    this.publisher = publisher;
    this.build = build;
    this.locale = locale;
    this.clock = clock;
  }

  /** Speaks about one locale of this build. */
  public BuildReporter locale(String locale) {
    return new BuildReporter(publisher, build, locale, clock);
  }

  /** Reports that the build was split into so many locale builds. */
  public CompletableFuture<RecordMetadata> queued(int total) {
    return publisher.publish(event(EventKind.QUEUED).message("Builds queued").total(total).build());
  }

  /** Reports a step. */
  public CompletableFuture<RecordMetadata> event(String message) {
    return publisher.publish(event(EventKind.EVENT).message(message).build());
  }

  /** Reports success. */
  public CompletableFuture<RecordMetadata> completed() {
    return publisher.publish(event(EventKind.COMPLETE).message("Build completed").build());
  }

  /**
   * Reports a failure.
   *
   * @param details long text for people; null for none
   */
  public CompletableFuture<RecordMetadata> failed(String message, String details) {
    return publisher.publish(event(EventKind.ERROR).message(message).details(details).build());
  }

  private StatusEvent.Builder event(EventKind kind) {
    return StatusEvent.builder().key(build).kind(kind).locale(locale).createdAt(clock.instant());
  }
}
