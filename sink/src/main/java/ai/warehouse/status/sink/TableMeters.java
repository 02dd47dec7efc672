package ai.warehouse.status.sink;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;

/** What is counted about one table; all of it is there from the start, at 0. */
final class TableMeters {
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

  private final Counter written;
  private final Counter refused;
  private final Counter writeUnits;
  private final Timer recordLag;

  TableMeters(MeterRegistry registry, String table) {
    written = counter(registry, table, "items.written", "Items stored.");
    refused =
        counter(
            registry,
            table,
            "conditions.refused",
            "Items not stored because something newer was there.");
    writeUnits =
        counter(registry, table, "write.units", "Write units consumed, as DynamoDB reports them.");
    recordLag =
        lag("record.lag", "From the record's timestamp until its item was stored.")
            .tag("table", table)
            .register(registry);
  }

  private static Counter counter(
      MeterRegistry registry, String table, String name, String description) {
    return Counter.builder(SinkMetrics.PREFIX + name)
        .description(description)
        .tag("table", table)
        .register(registry);
  }

  /** Begins a histogram of how long after something its item was stored. */
  static Timer.Builder lag(String name, String description) {
    return Timer.builder(SinkMetrics.PREFIX + name)
        .description(description)
        .serviceLevelObjectives(LAG_BUCKETS);
  }

  /** Records a lag; one below zero, by clocks that differ, as zero. */
  static void record(Timer timer, Instant from, Instant to) {
    Duration lag = Duration.between(from, to);
    timer.record(lag.isNegative() ? Duration.ZERO : lag);
  }

  void written(ItemWrite write, Instant now) {
    written.increment();
    record(recordLag, Instant.ofEpochMilli(write.source().timestamp()), now);
  }

  void refused() {
    refused.increment();
  }

  void consumed(double units) {
    writeUnits.increment(units);
  }
}
