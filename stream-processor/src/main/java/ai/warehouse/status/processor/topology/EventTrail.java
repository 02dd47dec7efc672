package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells at DEBUG what became of each event, to be found by its build; never what it says. When that
 * level is off it costs a look at a field.
 */
final class EventTrail {
  private static final Logger LOG = LoggerFactory.getLogger(EventTrail.class);

  private EventTrail() {}

  static void accepted(StatusEvent event, RecordPosition position) {
    if (LOG.isDebugEnabled()) {
      of(event, position).log("Event accepted");
    }
  }

  static void rekeyed(StatusEvent event, RecordPosition position) {
    if (LOG.isDebugEnabled()) {
      of(event, position).log("Event accepted, to be re-keyed");
    }
  }

  static void ignored(StatusEvent event, RecordPosition position) {
    if (LOG.isDebugEnabled()) {
      of(event, position).log("Event ignored");
    }
  }

  /** Without build, which may be what is wrong with the record. */
  static void rejected(RejectionReason reason, RecordPosition position) {
    if (LOG.isDebugEnabled()) {
      at(LOG.atDebug(), position).addKeyValue("reason", reason.code()).log("Record rejected");
    }
  }

  static void emitted(Folded change) {
    if (!LOG.isDebugEnabled()) {
      return;
    }
    if (change instanceof Folded.OfStatus of) {
      emitted("status", of.status().key(), of.status().revision());
    } else if (change instanceof Folded.OfHead of) {
      emitted("head", buildOf(of.head()), of.head().revision());
    } else if (change instanceof Folded.OfCounter of) {
      emitted("counter", of.counter().key(), of.counter().revision());
    }
  }

  private static BuildKey buildOf(StatusHead head) {
    return new BuildKey(head.key().pkg(), head.key().env(), head.version());
  }

  private static void emitted(String what, BuildKey build, long revision) {
    LOG.atDebug()
        .addKeyValue("build", build)
        .addKeyValue("change", what)
        .addKeyValue("revision", revision)
        .log("Change emitted");
  }

  private static LoggingEventBuilder of(StatusEvent event, RecordPosition position) {
    return at(
        LOG.atDebug()
            .addKeyValue("build", event.key())
            .addKeyValue("kind", event.kind())
            .addKeyValue("eventId", event.eventId()),
        position);
  }

  private static LoggingEventBuilder at(LoggingEventBuilder line, RecordPosition position) {
    return line.addKeyValue("topic", position.topic())
        .addKeyValue("partition", position.partition())
        .addKeyValue("offset", position.offset());
  }
}
