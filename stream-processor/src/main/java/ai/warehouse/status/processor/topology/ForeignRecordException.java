package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;

/**
 * Says that the internal topics hold records of another installation, which has the same
 * application id: folding them would mix the two, and skipping them would lose them for the other.
 */
public final class ForeignRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private ForeignRecordException(String message) {
    super(message);
  }

  /**
   * Names both topics, where the record is an event.
   *
   * @param foreign where the record first lay
   * @param own the event log of this installation
   */
  public ForeignRecordException(RecordPosition foreign, String own) {
    super(
        ("the repartition topic %s holds a record of topic %s, and this installation reads %s:"
                + " two installations have the same application.id, or had; see 'Two installations'"
                + " in the runbook")
            .formatted(StatusTopology.REKEYED, foreign.topic(), own));
  }

  /** Names both topics, where the record is state. */
  static ForeignRecordException inState(String applicationId, String foldedFrom, String own) {
    return new ForeignRecordException(
        ("the state of application.id=%s was folded from topic %s, and this installation reads %s:"
                + " give each installation an application.id of its own; see 'Two installations' in"
                + " the runbook")
            .formatted(applicationId, foldedFrom, own));
  }
}
