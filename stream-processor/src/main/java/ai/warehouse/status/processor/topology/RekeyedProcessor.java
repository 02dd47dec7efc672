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
    Judgement judgement = EventJudge.judge(received.value(), received.position());
    if (judgement instanceof Judgement.Accepted accepted) {
      context()
          .forward(
              rekeyed
                  .withKey(received.key())
                  .withValue((Routed) new Routed.InPlace(received, accepted.event()))
                  .withHeaders(new RecordHeaders()));
    } else {
      throw new IllegalStateException("a record accepted before re-keying was rejected after");
    }
  }
}
