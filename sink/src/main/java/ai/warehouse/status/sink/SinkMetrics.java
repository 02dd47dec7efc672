package ai.warehouse.status.sink;

import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * What the sink counts.
 *
 * <p>All meters are there from the start, at 0: of a counter that appears with the first failure no
 * alert would see that failure. And they are looked up once, not with each record.
 */
final class SinkMetrics {
  static final String PREFIX = "warehouse.status.sink.";

  private static final List<String> OPERATIONS = List.of("PutItem", "BatchWriteItem");

  // Of an error that is not among these the counter appears with its first retry.
  private static final List<String> USUAL_ERRORS =
      List.of(
          "ApiCallAttemptTimeoutException",
          "ApiCallTimeoutException",
          "DynamoDbException",
          "InternalServerErrorException",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceededException",
          "SdkClientException",
          "ThrottlingException",
          "TimeoutException",
          "UnprocessedItemsException");

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final Map<String, TableMeters> tables;
  private final Map<String, Counter> accepted;
  private final Map<String, Map<RejectionReason, Counter>> rejected;
  private final Map<RejectionReason, Counter> deadLetters;
  private final Map<String, Counter> requests;
  private final Map<String, Counter> retries = new ConcurrentHashMap<>();
  private final Counter ignored;
  private final Timer eventLag;

  /** Counts in a registry, for all topics and tables of one installation. */
  SinkMetrics(MeterRegistry registry, Topics topics, Tables tables, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.tables =
        byName(
            Stream.of(
                    tables.statusEvent(),
                    tables.status(),
                    tables.statusHead(),
                    tables.statusCounter())
                .toList(),
            table -> new TableMeters(registry, table));
    List<String> read =
        List.of(
            topics.statusEvents().name(),
            topics.status().name(),
            topics.statusHead().name(),
            topics.statusCounter().name());
    accepted =
        byName(read, topic -> counter("records.accepted", "Records to be stored.", "topic", topic));
    rejected = byName(read, this::rejectedBy);
    ignored = counter("records.ignored", "Events of the kind that leaves no trace.");
    deadLetters =
        byReason(
            reason ->
                counter(
                    "dead.letters",
                    "Records that the dead letter topic has acknowledged.",
                    "reason",
                    reason.code()));
    requests =
        byName(
            OPERATIONS,
            operation ->
                counter(
                    "requests",
                    "Requests to DynamoDB, repeated ones too.",
                    "operation",
                    operation));
    USUAL_ERRORS.forEach(this::retriesOf);
    eventLag =
        TableMeters.lag("event.lag", "From an event's createdAt until it was stored.")
            .register(registry);
  }

  private Map<RejectionReason, Counter> rejectedBy(String topic) {
    return byReason(
        reason ->
            counter(
                "records.rejected",
                "Records that can't be read.",
                "topic",
                topic,
                "reason",
                reason.code()));
  }

  private static <T> Map<String, T> byName(Collection<String> names, Function<String, T> create) {
    return names.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), create));
  }

  private static Map<RejectionReason, Counter> byReason(Function<RejectionReason, Counter> create) {
    Map<RejectionReason, Counter> counters = new EnumMap<>(RejectionReason.class);
    for (RejectionReason reason : RejectionReason.values()) {
      counters.put(reason, create.apply(reason));
    }
    return counters;
  }

  private Counter counter(String name, String description, String... tags) {
    return Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
  }

  /** Shows how full the buffer is. */
  void buffered(WritePipeline pipeline) {
    Gauge.builder(PREFIX + "buffer", pipeline, WritePipeline::bytes)
        .description("Memory that waits to be written.")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Shows for how long writes have been failing. */
  void retrying(RetryState retries) {
    Gauge.builder(PREFIX + "retrying", retries, state -> state.duration().toMillis() / 1000.0)
        .description("How long some write has been failing and retried; 0 if none is.")
        .baseUnit("seconds")
        .register(registry);
  }

  /** A record is to be stored. */
  void accepted(String topic) {
    accepted.get(topic).increment();
  }

  /** A record can't be read. */
  void rejected(String topic, RejectionReason reason) {
    rejected.get(topic).get(reason).increment();
  }

  /** An event is of the kind that leaves no trace. */
  void ignored() {
    ignored.increment();
  }

  /** Items are acknowledged by their table. */
  void written(List<ItemWrite> writes) {
    Instant now = clock.instant();
    for (ItemWrite write : writes) {
      tables.get(write.table()).written(write, now);
      if (write.eventTime() != null) {
        TableMeters.record(eventLag, write.eventTime(), now);
      }
    }
  }

  /** Something newer was stored already. */
  void refused(String table) {
    tables.get(table).refused();
  }

  /** A request to the tables is made, be it for the first time or not. */
  void requested(String operation) {
    requests.get(operation).increment();
  }

  /**
   * A request has been answered.
   *
   * @param capacity null if DynamoDB doesn't say
   */
  void consumed(String table, ConsumedCapacity capacity) {
    if (capacity != null && capacity.capacityUnits() != null) {
      tables.get(table).consumed(capacity.capacityUnits());
    }
  }

  /** A dead letter is acknowledged. */
  void deadLettered(RejectionReason reason) {
    deadLetters.get(reason).increment();
  }

  /** A write failed and is tried again. */
  void retried(String error) {
    retriesOf(error).increment();
  }

  private Counter retriesOf(String error) {
    return retries.computeIfAbsent(
        error,
        name -> counter("retries", "Attempts that failed and were repeated.", "error", name));
  }
}
