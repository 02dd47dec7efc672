package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;

/**
 * Another installation with the same application id has put a record into the internal topic that
 * both then have: folding it would mix the two, and skipping it would lose it for the other.
 */
public final class ForeignRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names both topics.
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
}
