package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.PackageKey;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Gives a misplaced record the key by which it is to be placed, and notes where it came from. */
final class RekeyProcessor extends ContextualProcessor<byte[], Routed, PackageKey, byte[]> {
  @Override
  public void process(Record<byte[], Routed> routed) {
    Routed.Misplaced misplaced = (Routed.Misplaced) routed.value();
    context()
        .forward(
            routed
                .withKey(misplaced.key())
                .withValue(misplaced.received().value())
                .withHeaders(Origin.write(misplaced.received())));
  }
}
