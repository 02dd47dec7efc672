package ai.warehouse.status.model.json;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;

/** What became of a record of {@code status-events}. */
public sealed interface Judgement {
  /** The record is that event. */
  record Accepted(StatusEvent event) implements Judgement {}

  /** The record can't be accepted, for that reason. */
  record Rejected(InvalidRecordException why) implements Judgement {}
}
