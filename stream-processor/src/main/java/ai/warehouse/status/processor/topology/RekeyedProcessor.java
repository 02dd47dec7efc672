package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.json.StatusEventJson;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads an event that came through the repartition topic: the same judgement of the same bytes at
 * the same first place, so the same event.
 */
final class RekeyedProcessor extends ContextualProcessor<PackageKey, byte[], byte[], Routed> {
  private final String statusEvents;
  private final EventCounts counts;

  /**
   * Reads events of one log.
   *
   * @param statusEvents the topic from which a record must have come
   */
  RekeyedProcessor(String statusEvents, EventCounts counts) {
    this.statusEvents = statusEvents;
    this.counts = counts;
  }

  @Override
  public void process(Record<PackageKey, byte[]> rekeyed) {
    Received received = Origin.read(rekeyed.headers(), rekeyed.value());
    if (!received.position().topic().equals(statusEvents)) {
      throw new ForeignRecordException(received.position(), statusEvents);
    }
    context()
        .forward(
            rekeyed
                .withKey(received.key())
                .withValue(judge(received))
                .withHeaders(new RecordHeaders()));
  }

  // Rejected only if the rules have been tightened while the record was on its way.
  private Routed judge(Received received) {
    try {
      return new Routed.InPlace(
          received, StatusEventJson.read(received.value(), received.position()));
    } catch (InvalidRecordException e) {
      counts.rejected(e.reason());
      EventTrail.rejected(e.reason(), received.position());
      return new Rejected(received, e.getMessage());
    }
  }
}
