package ai.warehouse.status.processor.topology;

import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.LogClock;
import ai.warehouse.status.processor.state.StateStores;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/** Folds each event into the state of its task and forwards what changed. */
final class FoldProcessor implements Processor<byte[], Routed, byte[], Folded> {
  private ProcessorContext<byte[], Folded> context;
  private EventCounts counts;
  private FoldState state;
  private LogClock clock;

  /** Supplies processors together with the stores they need. */
  static final class Supplier implements ProcessorSupplier<byte[], Routed, byte[], Folded> {
    @Override
    public Processor<byte[], Routed, byte[], Folded> get() {
      return new FoldProcessor();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.copyOf(StateStores.builders());
    }
  }

  @Override
  public void init(ProcessorContext<byte[], Folded> context) {
    this.context = context;
    counts = new EventCounts(context);
    state = new FoldState(context);
    clock = new LogClock(context);
  }

  @Override
  public void process(Record<byte[], Routed> routed) {
    if (routed.value() instanceof Rejected rejected) {
      context.forward(routed.withValue(rejected));
      return;
    }
    Routed.InPlace inPlace = (Routed.InPlace) routed.value();
    long revision = clock.tick(inPlace.received().position());
    FoldResult result;
    try {
      result = StatusFold.fold(state, inPlace.event(), revision);
    } catch (KafkaException e) {
      throw e; // the state can't be read: not the record's fault
    } catch (RuntimeException e) {
      // Nothing was stored yet, so the record leaves no half of itself behind.
      context.forward(routed.withValue(Bug.reject(inPlace.received(), e, counts)));
      return;
    }
    state.store(result);
    forward(routed, result);
  }

  private void forward(Record<byte[], Routed> routed, FoldResult result) {
    result.statuses().forEach(status -> forward(routed, new Folded.OfStatus(status)));
    if (result.statusHead() != null) {
      forward(routed, new Folded.OfHead(result.statusHead()));
    }
    if (result.statusCounter() != null) {
      forward(routed, new Folded.OfCounter(result.statusCounter()));
    }
  }

  private void forward(Record<byte[], Routed> routed, Folded change) {
    counts.change();
    context.forward(routed.withValue(change));
  }
}
