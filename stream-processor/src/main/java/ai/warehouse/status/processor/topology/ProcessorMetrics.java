package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.FoldResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Counts the outcome of each event over all tasks of the process, and traces it at DEBUG, by build,
 * without payload. Thread-safe.
 *
 * <p>All counters are there from the start, at 0: of one that appears with the first failure no
 * alert would see that failure. Events that are processed again after a crash are counted again.
 */
public final class ProcessorMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorMetrics.class);
  private static final String PREFIX = "warehouse.status.processor.";

  private final Counter accepted;
  private final Counter ignored;
  private final Counter rekeyed;
  private final Counter statuses;
  private final Counter heads;
  private final Counter counters;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);

  /** Counts in a registry; two in the same one count together. */
  public ProcessorMetrics(MeterRegistry registry, Topics topics) {
    accepted = counter(registry, "records.accepted", "Events that were folded or re-keyed.");
    ignored = counter(registry, "records.ignored", "Events of the kind that leaves no trace.");
    rekeyed = counter(registry, "records.rekeyed", "Events that took the repartition topic.");
    for (RejectionReason reason : RejectionReason.values()) {
      rejected.put(
          reason,
          counter(
              registry,
              "records.rejected",
              "Records that went to the dead letter topic.",
              "reason",
              reason.code()));
    }
    statuses = changes(registry, topics.status());
    heads = changes(registry, topics.statusHead());
    counters = changes(registry, topics.statusCounter());
  }

  private static Counter changes(MeterRegistry registry, Topic<?, ?> topic) {
    return counter(
        registry,
        "changes.emitted",
        "Changes sent to the topics of derived records.",
        "topic",
        topic.name());
  }

  private static Counter counter(
      MeterRegistry registry, String name, String description, String... tags) {
    return Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
  }

  void accepted(StatusEvent event, RecordPosition position) {
    accepted.increment();
    if (LOG.isDebugEnabled()) {
      of(event, position).log("Event accepted");
    }
  }

  void rekeyed(StatusEvent event, RecordPosition position) {
    rekeyed.increment();
    if (LOG.isDebugEnabled()) {
      of(event, position).log("Event re-keyed");
    }
  }

  void ignored(StatusEvent event, RecordPosition position) {
    ignored.increment();
    if (LOG.isDebugEnabled()) {
      of(event, position).log("Event ignored");
    }
  }

  /** Traces no build, which may be what is wrong with the record. */
  void rejected(RejectionReason reason, RecordPosition position) {
    rejected.get(reason).increment();
    if (LOG.isDebugEnabled()) {
      at(LOG.atDebug(), position).addKeyValue("reason", reason.code()).log("Record rejected");
    }
  }

  void changed(FoldResult result) {
    for (Status status : result.statuses()) {
      emitted(statuses, "status", status.key(), status.revision());
    }
    StatusHead head = result.statusHead();
    if (head != null) {
      BuildKey build = new BuildKey(head.key().pkg(), head.key().env(), head.version());
      emitted(heads, "head", build, head.revision());
    }
    StatusCounter counter = result.statusCounter();
    if (counter != null) {
      emitted(counters, "counter", counter.key(), counter.revision());
    }
  }

  private static void emitted(Counter counter, String change, BuildKey build, long revision) {
    counter.increment();
    if (LOG.isDebugEnabled()) {
      LOG.atDebug()
          .addKeyValue("build", build)
          .addKeyValue("change", change)
          .addKeyValue("revision", revision)
          .log("Change emitted");
    }
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
