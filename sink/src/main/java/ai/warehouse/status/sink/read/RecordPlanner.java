package ai.warehouse.status.sink.read;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.item.EventItems;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.EventWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import ai.warehouse.status.sink.metrics.SinkMetrics;
import ai.warehouse.status.sink.write.RejectedRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Decides what becomes of a record; touches neither Kafka nor DynamoDB. */
public final class RecordPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(RecordPlanner.class);
  private static final int COMPLETE_PERCENT = 100;

  /**
   * What becomes of one record.
   *
   * @param write null if no item is to be stored
   * @param deadLetter why the record is to be a dead letter; null if it is not
   */
  record Plan(ItemWrite write, InvalidRecordException deadLetter) {
    static final Plan NOTHING = new Plan(null, null);
  }

  /** Plans the records of one topic; throws InvalidRecordException for a dead letter. */
  interface TopicPlanner extends Function<ConsumerRecord<byte[], byte[]>, Plan> {}

  private final Map<String, TopicPlanner> topics;
  private final SinkMetrics metrics;

  /** Plans the records of all topics. */
  public RecordPlanner(Topics topics, Tables tables, EventItems items, SinkMetrics metrics) {
    this(
        Map.of(
            topics.statusEvents().name(),
            record -> event(record, tables.statusEvent(), items, metrics),
            topics.status().name(),
            snapshots(
                tables.status(),
                ItemSchemas.STATUS,
                StatusJson::read,
                Status::revision,
                status -> List.of(status.complete(), status.error())),
            topics.statusHead().name(),
            snapshots(
                tables.statusHead(),
                ItemSchemas.STATUS_HEAD,
                StatusHeadJson::read,
                StatusHead::revision,
                head -> List.of(head.version(), head.progress() == COMPLETE_PERCENT)),
            topics.statusCounter().name(),
            snapshots(
                tables.statusCounter(),
                ItemSchemas.STATUS_COUNTER,
                StatusCounterJson::read,
                StatusCounter::revision,
                counter -> List.of())),
        metrics);
  }

  RecordPlanner(Map<String, TopicPlanner> topics, SinkMetrics metrics) {
    this.topics = topics;
    this.metrics = metrics;
  }

  /** Returns the topics whose records can be planned. */
  public Set<String> topics() {
    return topics.keySet();
  }

  Plan plan(ConsumerRecord<byte[], byte[]> record) {
    try {
      Plan plan = topics.get(record.topic()).apply(record);
      if (plan.write() != null) {
        metrics.accepted(plan.write());
      }
      return plan;
    } catch (InvalidRecordException e) {
      return reject(record, e);
    } catch (RuntimeException e) {
      // A bug, but one record must not stop all others (SPEC §1), nor get lost.
      logBug(record, e);
      return reject(
          record,
          new InvalidRecordException(
              RejectionReason.INTERNAL_ERROR, null, "the sink failed on it: " + e.getClass()));
    }
  }

  private Plan reject(ConsumerRecord<byte[], byte[]> record, InvalidRecordException why) {
    metrics.rejected(record, why.reason());
    return new Plan(null, why);
  }

  private static Plan event(
      ConsumerRecord<byte[], byte[]> record, String table, EventItems items, SinkMetrics metrics) {
    StatusEvent event;
    try {
      event = StatusEventJson.read(record.value(), RejectedRecord.positionOf(record));
    } catch (InvalidRecordException e) {
      // Only counted: the processor rejects it too, and a record is to be a dead letter once.
      metrics.rejected(record, e.reason());
      return Plan.NOTHING;
    }
    if (event.kind() == EventKind.IGNORED) {
      metrics.ignored(record, event);
      return Plan.NOTHING;
    }
    EventItems.Fitted fitted = items.fit(event);
    return new Plan(
        new EventWrite(table, fitted.item(), event.createdAt(), record),
        fitted.cut() ? tooLarge() : null);
  }

  private static InvalidRecordException tooLarge() {
    return new InvalidRecordException(
        RejectionReason.NOT_STORABLE,
        null,
        "the item would exceed 400 KB; it is stored cut to fit");
  }

  private static <T> TopicPlanner snapshots(
      String table,
      TableSchema<T> schema,
      Function<byte[], T> read,
      ToLongFunction<T> revision,
      Function<T, List<Object>> milestone) {
    return record -> {
      T snapshot = read.apply(record.value());
      return new Plan(
          new SnapshotWrite(
              table,
              schema.itemToMap(snapshot, true),
              revision.applyAsLong(snapshot),
              milestone.apply(snapshot),
              record),
          null);
    };
  }

  // The exception's place and not its message, which may quote the record.
  private static void logBug(ConsumerRecord<?, ?> record, RuntimeException e) {
    StackTraceElement[] trace = e.getStackTrace();
    LOG.atError()
        .addKeyValue("record", RejectedRecord.positionOf(record))
        .addKeyValue("error", e.getClass().getName())
        .addKeyValue("at", trace.length == 0 ? "unknown" : trace[0])
        .log("Bug on a record, which becomes a dead letter");
  }
}
