package ai.warehouse.status.sink.metrics;

import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.Table;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.EventWrite;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * Counts and traces the outcome of records and writes. Thread-safe.
 *
 * <p>All meters are registered at the start, at 0, since no alert would see the first failure in a
 * counter that appears with that failure; and no record costs a look-up by name.
 */
public final class SinkMetrics {
  private static final String PREFIX = "warehouse.status.sink.";

  private static final List<String> OPERATIONS = List.of("PutItem", "BatchWriteItem");

  // The counter of an error that is not among these appears with its first retry.
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

  private static final Duration[] LAG_BUCKETS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1)
  };

  private record TableMeters(
      Counter written, Counter refused, Counter writeUnits, Timer recordLag) {}

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
  public SinkMetrics(MeterRegistry registry, Topics topics, Tables tables, InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.tables = byName(tables.all().stream().map(Table::name).toList(), this::metersOf);
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
    eventLag = lag("event.lag", "From an event's createdAt until it was stored.");
  }

  private TableMeters metersOf(String table) {
    return new TableMeters(
        counter("items.written", "Items stored.", "table", table),
        counter(
            "conditions.refused",
            "Items not stored because something newer was there.",
            "table",
            table),
        counter("write.units", "Write units consumed, as DynamoDB reports them.", "table", table),
        lag(
            "record.lag",
            "From the record's timestamp until its item was stored.",
            "table",
            table));
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

  private Timer lag(String name, String description, String... tags) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(LAG_BUCKETS)
        .register(registry);
  }

  /** Shows the memory of the writes that wait, in bytes. */
  public void buffered(Supplier<Number> bytes) {
    Gauge.builder(PREFIX + "buffer", bytes)
        .description("Memory that waits to be written.")
        .baseUnit("bytes")
        .register(registry);
  }

  /** Shows for how long writes have been failing. */
  public void retrying(Supplier<Duration> duration) {
    Gauge.builder(PREFIX + "retrying", () -> duration.get().toMillis() / 1000.0)
        .description("How long some write has been failing and retried; 0 if none is.")
        .baseUnit("seconds")
        .register(registry);
  }

  /** A record is to be stored. */
  public void accepted(ItemWrite write) {
    accepted.get(write.source().topic()).increment();
    BuildTrail.trace(write, "Record accepted");
  }

  /** A record can't be read. */
  public void rejected(ConsumerRecord<?, ?> record, RejectionReason reason) {
    rejected.get(record.topic()).get(reason).increment();
    BuildTrail.rejected(reason, record);
  }

  /** An event is of the kind that leaves no trace. */
  public void ignored(ConsumerRecord<?, ?> record, StatusEvent event) {
    ignored.increment();
    BuildTrail.ignored(event, record);
  }

  /** Items are acknowledged by their table. */
  public void stored(List<ItemWrite> writes) {
    Instant now = clock.instant();
    for (ItemWrite write : writes) {
      TableMeters table = tables.get(write.table());
      table.written.increment();
      record(table.recordLag, Instant.ofEpochMilli(write.source().timestamp()), now);
      if (write instanceof EventWrite event) {
        record(eventLag, event.createdAt(), now);
      }
      BuildTrail.trace(write, "Item stored");
    }
  }

  // A lag below zero, by clocks that differ, counts as zero.
  private static void record(Timer timer, Instant from, Instant to) {
    Duration lag = Duration.between(from, to);
    timer.record(lag.isNegative() ? Duration.ZERO : lag);
  }

  /** A newer item was stored already. */
  public void refused(ItemWrite write) {
    tables.get(write.table()).refused.increment();
    BuildTrail.trace(write, "Item refused, something newer is stored");
  }

  /** A request to the tables is made, for the first time or again. */
  public void requested(String operation) {
    requests.get(operation).increment();
  }

  /**
   * A request has been answered.
   *
   * @param capacity null if DynamoDB doesn't say
   */
  public void consumed(String table, ConsumedCapacity capacity) {
    if (capacity != null && capacity.capacityUnits() != null) {
      tables.get(table).writeUnits.increment(capacity.capacityUnits());
    }
  }

  /** A dead letter is acknowledged. */
  public void deadLettered(RejectionReason reason) {
    deadLetters.get(reason).increment();
  }

  /** An attempt has failed and is to be made again. */
  public void retried(Throwable failure) {
    retriesOf(failure.getClass().getSimpleName()).increment();
  }

  private Counter retriesOf(String error) {
    return retries.computeIfAbsent(
        error,
        name -> counter("retries", "Attempts that failed and were repeated.", "error", name));
  }
}
