package ai.warehouse.status.sink;

import ai.warehouse.status.model.RejectionReason;
import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/** What the sink counts. */
final class SinkMetrics {
  private static final String PREFIX = "warehouse.status.sink.";

  private final MeterRegistry registry;

  SinkMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows how full the buffer is. */
  void buffered(WritePipeline pipeline) {
    registry.gauge(PREFIX + "buffer.bytes", pipeline, WritePipeline::bytes);
  }

  void written(String table, int items) {
    registry.counter(PREFIX + "items.written", "table", table).increment(items);
  }

  /** A request to the tables is made, be it for the first time or not. */
  void requested(String operation) {
    registry.counter(PREFIX + "requests", "operation", operation).increment();
  }

  /**
   * A request has been answered.
   *
   * @param capacity null if DynamoDB doesn't say
   */
  void consumed(String table, ConsumedCapacity capacity) {
    if (capacity != null && capacity.capacityUnits() != null) {
      registry.counter(PREFIX + "write.units", "table", table).increment(capacity.capacityUnits());
    }
  }

  /** Something newer was stored already. */
  void refused(String table) {
    registry.counter(PREFIX + "conditions.refused", "table", table).increment();
  }

  /** A record can't be read. */
  void rejected(String topic, RejectionReason reason) {
    registry
        .counter(PREFIX + "records.rejected", "topic", topic, "reason", reason.code())
        .increment();
  }

  /** An event is of the kind that leaves no trace. */
  void ignored() {
    registry.counter(PREFIX + "records.ignored").increment();
  }

  /** A dead letter is acknowledged. */
  void deadLettered(RejectionReason reason) {
    registry.counter(PREFIX + "dead.letters", "reason", reason.code()).increment();
  }

  /** A write failed and is tried again. */
  void retried(String error) {
    registry.counter(PREFIX + "retries", "error", error).increment();
  }
}
