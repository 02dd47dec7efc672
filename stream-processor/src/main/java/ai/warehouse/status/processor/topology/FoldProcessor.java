package ai.warehouse.status.processor.topology;

import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.LogClock;
import ai.warehouse.status.processor.state.StateOrigin;
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
  private final String statusEvents;
  private final EventCounts counts;
  private ProcessorContext<byte[], Folded> context;
  private StateOrigin origin;
  private FoldState state;
  private LogClock clock;

  private FoldProcessor(String statusEvents, EventCounts counts) {
    this.statusEvents = statusEvents;
    this.counts = counts;
  }

  /** Supplies processors together with the stores they need. */
  static final class Supplier implements ProcessorSupplier<byte[], Routed, byte[], Folded> {
    private final String statusEvents;
    private final EventCounts counts;

    /**
     * Supplies processors of one event log.
     *
     * @param statusEvents the topic from which all state must have been folded
     */
    Supplier(String statusEvents, EventCounts counts) {
      this.statusEvents = statusEvents;
      this.counts = counts;
    }

    @Override
    public Processor<byte[], Routed, byte[], Folded> get() {
      return new FoldProcessor(statusEvents, counts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.copyOf(StateStores.builders());
    }
  }

  @Override
  public void init(ProcessorContext<byte[], Folded> context) {
    this.context = context;
    origin = new StateOrigin(context);
    String foldedFrom = origin.topic();
    if (foldedFrom != null && !foldedFrom.equals(statusEvents)) {
      throw ForeignRecordException.inState(context.applicationId(), foldedFrom, statusEvents);
    }
    state = new FoldState(context);
    clock = new LogClock(context);
  }

  @Override
  public void process(Record<byte[], Routed> routed) {
    if (routed.value() instanceof Routed.InPlace inPlace) {
      process(routed, inPlace);
    } else {
      context.forward(routed.withValue((Rejected) routed.value()));
    }
  }

  private void process(Record<byte[], Routed> routed, Routed.InPlace inPlace) {
    origin.mark(statusEvents);
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
    long timestamp = routed.timestamp();
    result.statuses().forEach(status -> forward(new Folded.OfStatus(status), timestamp));
    if (result.statusHead() != null) {
      forward(new Folded.OfHead(result.statusHead()), timestamp);
    }
    if (result.statusCounter() != null) {
      forward(new Folded.OfCounter(result.statusCounter()), timestamp);
    }
  }

  private void forward(Folded change, long timestamp) {
    counts.emitted(change);
    EventTrail.emitted(change);
    context.forward(new Record<>(null, change, timestamp));
  }
}
