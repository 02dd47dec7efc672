package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.model.RejectionReason.INTERNAL_ERROR;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bugs of ours that one record shows: the record is rejected, and the others go on. */
final class UnexpectedFailures {
  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

  private UnexpectedFailures() {}

  /** Returns the reason to reject the record, which has the failure as its cause. */
  static InvalidRecordException rejection(RuntimeException failure) {
    InvalidRecordException why =
        new InvalidRecordException(INTERNAL_ERROR, null, failure.getClass().getSimpleName());
    why.initCause(failure);
    return why;
  }

  /**
   * Logs where in the code it happened, without the failure's message, which may quote the record.
   */
  static void log(RecordPosition position, Throwable failure) {
    Throwable place = new IllegalStateException(failure.getClass().getName());
    place.setStackTrace(failure.getStackTrace());
    LOG.atError()
        .setCause(place)
        .addKeyValue("topic", position.topic())
        .addKeyValue("partition", position.partition())
        .addKeyValue("offset", position.offset())
        .log("Could not process an event; it goes to the dead letter topic");
  }
}
