package ai.warehouse.status.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.sink.read.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SinkMetricsTest {
  private static final Duration AFTER = Duration.ofSeconds(5);

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SinkMetrics metrics =
      new SinkMetrics(
          registry, Samples.TOPICS, Samples.TABLES, InstantSource.fixed(Samples.NOW.plus(AFTER)));

  @Test
  void shouldHaveAllCountersFromTheStart() {
    assertThat(count("records.rejected", "topic", "status", "reason", "not-json")).isZero();
    assertThat(count("dead.letters", "reason", "not-storable")).isZero();
    assertThat(count("conditions.refused", "table", "WrhsStatusHead")).isZero();
    assertThat(count("retries", "error", "UnprocessedItemsException")).isZero();
    assertThat(count("items.written", "table", "WrhsStatusCounter")).isZero();
  }

  @Test
  void shouldMeasureFromCreatedAtAndFromTheRecordsTimestamp() {
    Instant anHourAgo = Samples.NOW.minus(Duration.ofHours(1));
    StatusEvent late = Samples.event(1).createdAt(anHourAgo).build();

    metrics.stored(List.of(Samples.plan(Samples.eventRecord(1, StatusEventJson.write(late)))));

    assertThat(seconds("event.lag")).isCloseTo(3605, within(0.001));
    assertThat(seconds("record.lag", "table", "WrhsStatusEvent")).isCloseTo(5, within(0.001));
  }

  @Test
  void shouldTakeAnEventFromAClockAheadAsStoredAtOnce() {
    StatusEvent ahead = Samples.event(1).createdAt(Samples.NOW.plusSeconds(60)).build();

    metrics.stored(List.of(Samples.plan(Samples.eventRecord(1, StatusEventJson.write(ahead)))));

    assertThat(seconds("event.lag")).isZero();
    assertThat(registry.get("warehouse.status.sink.event.lag").timer().count()).isOne();
  }

  @Test
  void shouldMeasureDerivedItemsFromTheRecordsTimestampAlone() {
    metrics.stored(List.of(Samples.plan(Samples.statusRecord(1, Samples.BUILD, 7))));

    assertThat(registry.get("warehouse.status.sink.event.lag").timer().count()).isZero();
    assertThat(seconds("record.lag", "table", "WrhsStatus")).isCloseTo(5, within(0.001));
  }

  private double count(String name, String... tags) {
    return registry.get("warehouse.status.sink." + name).tags(tags).counter().count();
  }

  private double seconds(String name, String... tags) {
    return registry
        .get("warehouse.status.sink." + name)
        .tags(tags)
        .timer()
        .totalTime(TimeUnit.SECONDS);
  }
}
