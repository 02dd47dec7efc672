package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what becomes of events, over all tasks of the process and whatever task comes and goes.
 * Thread-safe.
 *
 * <p>All counters are there from the start, at 0: of one that appears with the first failure no
 * alert would see that failure. What a crash makes the processor do again is counted again.
 */
public final class EventCounts {
  private static final String PREFIX = "warehouse.status.processor.";

  private final Counter accepted;
  private final Counter ignored;
  private final Counter rekeyed;
  private final Counter statuses;
  private final Counter heads;
  private final Counter counters;
  private final Map<RejectionReason, Counter> rejected = new EnumMap<>(RejectionReason.class);

  /** Counts in a registry; two in the same one count together. */
  public EventCounts(MeterRegistry registry, Topics topics) {
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

  void accepted() {
    accepted.increment();
  }

  void ignored() {
    ignored.increment();
  }

  void rekeyed() {
    rekeyed.increment();
  }

  void rejected(RejectionReason reason) {
    rejected.get(reason).increment();
  }

  void emitted(Folded change) {
    if (change instanceof Folded.OfStatus) {
      statuses.increment();
    } else if (change instanceof Folded.OfHead) {
      heads.increment();
    } else if (change instanceof Folded.OfCounter) {
      counters.increment();
    }
  }
}
