package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.ModelSerdes;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.RevisionClock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The path of an event: reads it (SPEC §1), sends a misplaced one on to its partition (§3), folds
 * it into the state of its task (§2) and publishes what changed.
 *
 * <p>Keys and values are bytes on both sides: a record is not an event before it was read, and
 * changes are serialized before the fold's state is stored.
 */
final class StatusProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String SERVICE = "stream-processor";

  private final String statusEvents;
  private final int partitions;
  private final ProcessorMetrics metrics;
  private final Topic<BuildKey, Status> status;
  private final Topic<PackageKey, StatusHead> head;
  private final Topic<BuildKey, StatusCounter> counter;
  private final Serde<PackageKey> packageKey = ModelSerdes.packageKey();
  private ProcessorContext<byte[], byte[]> context;
  private FoldState state;
  private RevisionClock clock;

  /**
   * Plans the path.
   *
   * @param partitions how many {@code status-events} has
   */
  StatusProcessor(Topics topics, int partitions, ProcessorMetrics metrics) {
    this.statusEvents = topics.statusEvents().name();
    this.partitions = partitions;
    this.metrics = metrics;
    status = topics.status();
    head = topics.statusHead();
    counter = topics.statusCounter();
  }

  /**
   * Takes over the task's state, each time that the task becomes active: Kafka Streams keeps stores
   * and processors while it is a standby, and what they remembered would be stale.
   *
   * @throws ForeignRecordException if it was folded from the log of another installation
   */
  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    state = new FoldState(context, FoldState.RECENT / partitions); // a task for each partition
    clock = new RevisionClock(context);
    String foldedFrom = clock.log();
    if (foldedFrom != null && !foldedFrom.equals(statusEvents)) {
      throw ForeignRecordException.inState(context.applicationId(), foldedFrom, statusEvents);
    }
  }

  /** Forgets what was remembered of the state, as the task may stay a standby for long. */
  @Override
  public void close() {
    state = null;
    clock = null;
  }

  @Override
  public void process(Record<byte[], byte[]> incoming) {
    RecordMetadata place = context.recordMetadata().orElseThrow();
    boolean rekeyed = !place.topic().equals(statusEvents);
    Received received = rekeyed ? receiveRekeyed(incoming) : receive(incoming, place);
    StatusEvent event;
    try {
      event = StatusEventJson.readWithoutTexts(received.value(), received.position());
    } catch (InvalidRecordException e) {
      reject(received, e);
      return;
    }
    if (rekeyed) {
      clock.advance(received.position());
      fold(received, event);
    } else {
      place(received, event);
    }
  }

  private static Received receive(Record<byte[], byte[]> incoming, RecordMetadata place) {
    RecordPosition position =
        new RecordPosition(place.topic(), place.partition(), place.offset(), incoming.timestamp());
    return new Received(incoming.key(), incoming.value(), incoming.headers(), position);
  }

  // The same bytes with the same first place, so the same event.
  private Received receiveRekeyed(Record<byte[], byte[]> incoming) {
    Received received = Origin.read(incoming.headers(), incoming.value());
    if (!received.position().topic().equals(statusEvents)) {
      throw new ForeignRecordException(received.position(), statusEvents);
    }
    return received;
  }

  private void place(Received received, StatusEvent event) {
    RecordPosition position = received.position();
    if (event.kind() == EventKind.IGNORED) {
      metrics.ignored(event, position);
      return;
    }
    metrics.accepted(event, position);
    if (isInPlace(event.key(), position)) {
      fold(received, event);
    } else {
      metrics.rekeyed(event, position);
      PackageKey key = event.key().packageKey();
      byte[] bytes = packageKey.serializer().serialize(StatusTopology.REKEYED, key);
      forward(StatusTopology.MISPLACED, bytes, received.value(), received, Origin.write(received));
    }
  }

  private boolean isInPlace(BuildKey build, RecordPosition position) {
    return state.remembers(build) // so others of its events were in place, and no hash is needed
        || Placement.partitionOf(build.packageKey(), partitions) == position.partition();
  }

  private void fold(Received received, StatusEvent event) {
    long revision = clock.revision(received.position());
    FoldResult result;
    List<Change> changes;
    try {
      result = StatusFold.fold(state, event, revision);
      changes = write(result);
    } catch (KafkaException e) {
      throw e; // the state can't be read: not the record's fault
    } catch (RuntimeException e) {
      // Nothing of the fold was stored yet, so the record leaves no half of itself behind.
      reject(received, UnexpectedFailures.rejection(e));
      return;
    }
    if (result.isEmpty()) {
      return;
    }
    clock.advance(received.position());
    state.store(result);
    metrics.changed(result);
    for (Change change : changes) {
      context.forward(
          new Record<>(change.key(), change.value(), received.position().timestamp()),
          change.sink());
    }
  }

  /** A record for one of the sinks, as bytes. */
  private record Change(String sink, byte[] key, byte[] value) {
    static <K, V> Change of(String sink, Topic<K, V> topic, K key, V value) {
      return new Change(
          sink,
          topic.keySerde().serializer().serialize(topic.name(), key),
          topic.valueSerde().serializer().serialize(topic.name(), value));
    }
  }

  private List<Change> write(FoldResult result) {
    List<Change> changes = new ArrayList<>();
    for (Status each : result.statuses()) {
      changes.add(Change.of(StatusTopology.STATUS, status, each.key(), each));
    }
    if (result.statusHead() != null) {
      StatusHead changed = result.statusHead();
      changes.add(Change.of(StatusTopology.STATUS_HEAD, head, changed.key(), changed));
    }
    if (result.statusCounter() != null) {
      StatusCounter changed = result.statusCounter();
      changes.add(Change.of(StatusTopology.STATUS_COUNTER, counter, changed.key(), changed));
    }
    return changes;
  }

  /** Sends a record to the dead letters: the bytes as received, and headers that say why. */
  private void reject(Received received, InvalidRecordException why) {
    RecordPosition position = received.position();
    if (why.getCause() != null) { // a bug of ours
      UnexpectedFailures.log(position, why.getCause());
    }
    metrics.rejected(why.reason(), position);
    DeadLetter letter = new DeadLetter(why.getMessage(), position, SERVICE);
    forward(
        StatusTopology.DEAD_LETTER,
        received.key(),
        received.value(),
        received,
        letter.addTo(received.headers()));
  }

  private void forward(String sink, byte[] key, byte[] value, Received received, Headers headers) {
    context.forward(new Record<>(key, value, received.position().timestamp(), headers), sink);
  }
}
