package ai.warehouse.status.sink.metrics;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.EventWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Traces each record's outcome at DEBUG, by build, without payload. */
final class BuildTrail {
  private static final Logger LOG = LoggerFactory.getLogger(BuildTrail.class);

  private BuildTrail() {}

  static void trace(ItemWrite write, String outcome) {
    if (LOG.isDebugEnabled()) {
      LoggingEventBuilder line =
          LOG.atDebug()
              .addKeyValue("build", buildOf(write.item()))
              .addKeyValue("table", write.table());
      if (write instanceof SnapshotWrite snapshot) {
        line = line.addKeyValue("revision", snapshot.revision());
      } else if (write instanceof EventWrite event) {
        line = line.addKeyValue("eventId", event.id().eventId());
      }
      at(line, write.source()).log(outcome);
    }
  }

  static void ignored(StatusEvent event, ConsumerRecord<?, ?> source) {
    if (LOG.isDebugEnabled()) {
      at(LOG.atDebug().addKeyValue("build", event.key()), source).log("Event ignored");
    }
  }

  /** Without build, which may be what is wrong with the record. */
  static void rejected(RejectionReason reason, ConsumerRecord<?, ?> source) {
    if (LOG.isDebugEnabled()) {
      at(LOG.atDebug().addKeyValue("reason", reason.code()), source).log("Record rejected");
    }
  }

  // Of a head too, whose key is its package's alone.
  private static BuildKey buildOf(Map<String, AttributeValue> item) {
    return new BuildKey(
        item.get(Fields.PKG.name()).s(),
        item.get(Fields.ENV.name()).s(),
        item.get(Fields.VERSION.name()).s());
  }

  private static LoggingEventBuilder at(LoggingEventBuilder line, ConsumerRecord<?, ?> source) {
    return line.addKeyValue("topic", source.topic())
        .addKeyValue("partition", source.partition())
        .addKeyValue("offset", source.offset());
  }
}
