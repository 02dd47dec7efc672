package ai.warehouse.status.api.publish;

import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Tells that not all events of a request are known to be stored. Publishing all again with the same
 * ids is safe, since events with one id count once.
 */
public final class NotStoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<UUID> eventIds;
  private final List<UUID> stored;

  private NotStoredException(String message, List<UUID> eventIds, List<UUID> stored, Throwable e) {
    super(message, e);
    this.eventIds = eventIds;
    this.stored = stored;
  }

  /** Returns what is known of the events by now. */
  static NotStoredException of(
      List<StatusEvent> events, List<CompletableFuture<Void>> acknowledged, Throwable failure) {
    Throwable why =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    List<UUID> eventIds = events.stream().map(StatusEvent::eventId).toList();
    List<UUID> stored =
        IntStream.range(0, events.size())
            .filter(i -> isStored(acknowledged.get(i)))
            .mapToObj(eventIds::get)
            .toList();
    String message =
        "%d of %d events are stored for certain: %s"
            .formatted(
                stored.size(),
                events.size(),
                why instanceof TimeoutException
                    ? "Kafka has not acknowledged all in time"
                    : why.getMessage());
    return new NotStoredException(message, eventIds, stored, why);
  }

  private static boolean isStored(CompletableFuture<Void> one) {
    return one.isDone() && !one.isCompletedExceptionally();
  }

  /** Returns the ids of all events of the request, in order. */
  public List<UUID> eventIds() {
    return eventIds;
  }

  /** Returns the ids of those that are stored for certain; of others it is not known. */
  public List<UUID> stored() {
    return stored;
  }

  /** Returns whether an event is larger than Kafka takes, so that another attempt is no use. */
  public boolean isTooLarge() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException) {
        return true;
      }
    }
    return false;
  }
}
