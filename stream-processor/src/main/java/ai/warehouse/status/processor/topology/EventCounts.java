package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RejectionReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Counts what becomes of events, as Kafka Streams metrics of the task's thread. */
final class EventCounts {
  private static final String SCOPE = "events";

  private final ProcessingContext context;
  private final Sensor accepted;
  private final Sensor ignored;
  private final Sensor rekeyed;
  private final Sensor changes;
  private final Map<RejectionReason, Sensor> rejected = new EnumMap<>(RejectionReason.class);

  EventCounts(ProcessingContext context) {
    this.context = context;
    accepted = sensor("accepted");
    ignored = sensor("ignored");
    rekeyed = sensor("rekeyed");
    changes = sensor("changes");
  }

  private Sensor sensor(String operation, String... tags) {
    return context
        .metrics()
        .addRateTotalSensor(
            SCOPE, context.taskId().toString(), operation, Sensor.RecordingLevel.INFO, tags);
  }

  void accepted() {
    accepted.record();
  }

  void ignored() {
    ignored.record();
  }

  void rekeyed() {
    rekeyed.record();
  }

  void change() {
    changes.record();
  }

  void rejected(RejectionReason reason) {
    rejected.computeIfAbsent(reason, this::rejectedSensor).record();
  }

  private Sensor rejectedSensor(RejectionReason reason) {
    return sensor("rejected-" + reason.code());
  }
}
