package ai.warehouse.status.model.kafka;

import ai.warehouse.status.model.BuildKey;
import java.util.UUID;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Thrown for an event that is not known to be stored. The message names event, build, topic and
 * reason; the cause is Kafka's exception.
 *
 * <p>The event may be stored all the same. Publishing the event again is safe, since events with
 * one id count once.
 */
public final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why an event is not known to be stored. */
  public enum Reason {
    /** The publisher was closed before the brokers acknowledged the event. */
    CLOSED("the publisher is closed"),
    /** No room became free within {@code max.block.ms} among the {@code buffer.memory} bytes. */
    BUFFER_FULL("the buffer is full: are the brokers reachable?"),
    /**
     * No broker sent metadata of the topic within {@code max.block.ms}, or acknowledged the event
     * within {@code delivery.timeout.ms}.
     */
    TIMED_OUT("no broker answered in time: are they reachable, and does the topic exist?"),
    /** The publishing thread was interrupted while waiting for metadata or room. */
    INTERRUPTED("the thread was interrupted"),
    /** Kafka refused the event or this client; the cause says why. */
    REFUSED("it is refused");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private PublishException(String topic, BuildKey build, UUID eventId, Reason reason, Exception e) {
    super(
        "event %s of build %s could not be published to %s: %s (%s)"
            .formatted(eventId, build, topic, reason.text, e.getMessage()),
        e);
    this.reason = reason;
  }

  /**
   * Makes sense of Kafka's exception.
   *
   * @param closed whether the publisher was told to close
   */
  static PublishException of(
      String topic, BuildKey build, UUID eventId, Exception failure, boolean closed) {
    return new PublishException(topic, build, eventId, reason(failure, closed), failure);
  }

  private static Reason reason(Exception failure, boolean closed) {
    if (failure instanceof BufferExhaustedException) {
      return Reason.BUFFER_FULL;
    }
    if (failure instanceof TimeoutException) {
      return Reason.TIMED_OUT;
    }
    if (failure instanceof InterruptException) {
      return Reason.INTERRUPTED;
    }
    // Kafka has no exception of its own for this: several places throw several general ones.
    return closed && !(failure instanceof ApiException) ? Reason.CLOSED : Reason.REFUSED;
  }

  /** Returns why the event is not known to be stored. */
  public Reason reason() {
    return reason;
  }
}
