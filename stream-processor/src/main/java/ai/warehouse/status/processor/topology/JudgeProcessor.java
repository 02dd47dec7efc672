package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Placement;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Judges each record of {@code status-events} (SPEC §1) and decides where it goes next (§3). */
final class JudgeProcessor implements Processor<byte[], byte[], byte[], Routed> {
  private final int partitions;
  private final EventCounts counts;
  private ProcessorContext<byte[], Routed> context;

  /** Judges for a topic with so many partitions. */
  JudgeProcessor(int partitions, EventCounts counts) {
    this.partitions = partitions;
    this.counts = counts;
  }

  @Override
  public void init(ProcessorContext<byte[], Routed> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> incoming) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    RecordPosition position =
        new RecordPosition(place.topic(), place.partition(), place.offset(), incoming.timestamp());
    Received received =
        new Received(incoming.key(), incoming.value(), incoming.headers(), position);
    judge(incoming.withHeaders(new RecordHeaders()), received);
  }

  private void judge(Record<byte[], byte[]> incoming, Received received) {
    StatusEvent event;
    try {
      event = StatusEventJson.read(received.value(), received.position());
    } catch (InvalidRecordException e) {
      reject(incoming, received, e);
      return;
    }
    accept(incoming, received, event);
  }

  private void accept(Record<byte[], byte[]> incoming, Received received, StatusEvent event) {
    if (event.kind() == EventKind.IGNORED) {
      counts.ignored();
      EventTrail.ignored(event, received.position());
      return;
    }
    counts.accepted();
    PackageKey key = event.key().packageKey();
    if (Placement.partitionOf(key, partitions) == received.position().partition()) {
      EventTrail.accepted(event, received.position());
      context.forward(incoming.withValue(new Routed.InPlace(received, event)));
    } else {
      counts.rekeyed();
      EventTrail.rekeyed(event, received.position());
      context.forward(incoming.withValue(new Routed.Misplaced(received, key)));
    }
  }

  private void reject(
      Record<byte[], byte[]> incoming, Received received, InvalidRecordException why) {
    if (why.getCause() != null) {
      Bug.log(received, why.getCause());
    }
    counts.rejected(why.reason());
    EventTrail.rejected(why.reason(), received.position());
    context.forward(incoming.withValue(new Rejected(received, why.getMessage())));
  }
}
