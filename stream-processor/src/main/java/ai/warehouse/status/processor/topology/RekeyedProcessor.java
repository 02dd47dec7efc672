package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.json.EventJudge;
import ai.warehouse.status.model.json.Judgement;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads an event that came through the repartition topic: the same judgement of the same bytes at
 * the same first place, so the same event.
 */
final class RekeyedProcessor extends ContextualProcessor<PackageKey, byte[], byte[], Routed> {
  @Override
  public void process(Record<PackageKey, byte[]> rekeyed) {
    Received received = Origin.read(rekeyed.headers(), rekeyed.value());
    context()
        .forward(
            rekeyed
                .withKey(received.key())
                .withValue(judge(received))
                .withHeaders(new RecordHeaders()));
  }

  // Rejected only if the rules have been tightened while the record was on its way.
  private static Routed judge(Received received) {
    Judgement judgement = EventJudge.judge(received.value(), received.position());
    return judgement instanceof Judgement.Rejected rejected
        ? new Rejected(received, rejected.why().getMessage())
        : new Routed.InPlace(received, ((Judgement.Accepted) judgement).event());
  }
}
