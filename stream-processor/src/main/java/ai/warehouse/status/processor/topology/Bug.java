package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done about a bug of ours that one record has shown: it must not stop the others. */
final class Bug {
  private static final Logger LOG = LoggerFactory.getLogger(Bug.class);

  private Bug() {}

  /** Logs and counts it, and rejects the record. */
  static Rejected reject(Received received, RuntimeException bug, EventCounts counts) {
    log(received, bug);
    counts.rejected(RejectionReason.INTERNAL_ERROR);
    String reason = RejectionReason.INTERNAL_ERROR.code() + ": " + bug.getClass().getSimpleName();
    return new Rejected(received, reason);
  }

  /** Logs where it happened, without its message, which may quote the record. */
  static void log(Received received, Throwable bug) {
    Throwable place = new IllegalStateException(bug.getClass().getName());
    place.setStackTrace(bug.getStackTrace());
    RecordPosition position = received.position();
    LOG.atError()
        .setCause(place)
        .addKeyValue("topic", position.topic())
        .addKeyValue("partition", position.partition())
        .addKeyValue("offset", position.offset())
        .log("Could not process an event; it goes to the dead letter topic");
  }
}
