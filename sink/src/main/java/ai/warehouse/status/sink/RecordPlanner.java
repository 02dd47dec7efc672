package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plans what is to be done for a record; touches neither Kafka nor DynamoDB. */
final class RecordPlanner {
  private static final Logger LOG = LoggerFactory.getLogger(RecordPlanner.class);

  private final Map<String, RecordHandler> handlers;
  private final SinkMetrics metrics;

  RecordPlanner(Topics topics, Tables tables, EventItems items, SinkMetrics metrics) {
    this(
        Map.of(
            topics.statusEvents().name(),
            new EventHandler(tables.statusEvent(), items, metrics),
            topics.status().name(),
            new SnapshotHandler<>(
                tables.status(), ItemSchemas.STATUS, StatusJson::read, Status::revision),
            topics.statusHead().name(),
            new SnapshotHandler<>(
                tables.statusHead(),
                ItemSchemas.STATUS_HEAD,
                StatusHeadJson::read,
                StatusHead::revision),
            topics.statusCounter().name(),
            new SnapshotHandler<>(
                tables.statusCounter(),
                ItemSchemas.STATUS_COUNTER,
                StatusCounterJson::read,
                StatusCounter::revision)),
        metrics);
  }

  RecordPlanner(Map<String, RecordHandler> handlers, SinkMetrics metrics) {
    this.handlers = handlers;
    this.metrics = metrics;
  }

  /** Returns the topics that can be planned for. */
  Set<String> topics() {
    return handlers.keySet();
  }

  RecordPlan plan(ConsumerRecord<byte[], byte[]> record) {
    try {
      RecordPlan plan = handlers.get(record.topic()).handle(record);
      if (plan.write() != null) {
        metrics.accepted(record.topic());
        BuildTrail.accepted(plan.write());
      }
      return plan;
    } catch (InvalidRecordException e) {
      return reject(record, e);
    } catch (RuntimeException e) {
      // A bug of ours, but one record must not stop all others (SPEC §1), nor get lost.
      logBug(record, e);
      return reject(
          record,
          new InvalidRecordException(
              RejectionReason.INTERNAL_ERROR, null, "the sink failed on it: " + e.getClass()));
    }
  }

  private RecordPlan reject(ConsumerRecord<byte[], byte[]> record, InvalidRecordException why) {
    metrics.rejected(record.topic(), why.reason());
    BuildTrail.rejected(why.reason(), record);
    return RecordPlan.reject(why);
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
