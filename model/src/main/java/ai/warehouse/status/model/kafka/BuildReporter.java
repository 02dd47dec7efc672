package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of one build, or of one of its locales, as they happen; thread-safe.
 *
 * <p>The futures are those of {@link StatusEventPublisher#publish(StatusEvent)}. Every method
 * throws {@link InvalidRecordException}, and sends nothing, if an argument breaks a rule (SPEC §1).
 */
public final class BuildReporter {
  private final StatusEventPublisher publisher;
  private final BuildKey build;
  private final @Nullable String locale;

  BuildReporter(StatusEventPublisher publisher, BuildKey build, @Nullable String locale) {
    this.publisher = publisher;
    this.build = build;
    this.locale = locale;
  }

  /** Returns a reporter for one locale of this build; null or blank for the build as a whole. */
  public BuildReporter locale(@Nullable String locale) {
    return new BuildReporter(publisher, build, locale);
  }

  /** Reports that the build consists of the given number of locale builds. */
  public CompletableFuture<RecordMetadata> queued(int total) {
    return publisher.publish(event(EventKind.QUEUED).message("Builds queued").total(total));
  }

  /** Reports a step, which changes neither progress nor outcome. */
  public CompletableFuture<RecordMetadata> event(String message) {
    return publisher.publish(event(EventKind.EVENT).message(message));
  }

  /** Reports success. */
  public CompletableFuture<RecordMetadata> completed() {
    return publisher.publish(event(EventKind.COMPLETE).message("Build completed"));
  }

  /**
   * Reports a failure.
   *
   * @param message short text for people; null for none
   * @param details long text for people; null for none
   */
  public CompletableFuture<RecordMetadata> failed(
      @Nullable String message, @Nullable String details) {
    return publisher.publish(event(EventKind.ERROR).message(message).details(details));
  }

  private StatusEvent.Builder event(EventKind kind) {
    return StatusEvent.builder().key(build).kind(kind).locale(locale);
  }
}
