package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ids for events that a publisher creates. */
class EventIdsCreateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final long SEED = 20_261_123L;

  @Test
  void shouldCreateVersion7OfThatMillisecond() {
    UUID id = EventIds.create(NOW.plusNanos(999_999));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
  }

  @Test
  void shouldSortByTimeInWhateverOrderCreated() {
    List<Instant> times =
        new Random(SEED)
            .longs(10_000, 0, Timestamps.LATEST.toEpochMilli())
            .mapToObj(Instant::ofEpochMilli)
            .distinct()
            .toList();

    Stream<Instant> byId =
        times.stream()
            .sorted(Collections.reverseOrder())
            .map(time -> new Created(time, EventIds.create(time).toString()))
            .sorted((a, b) -> a.id.compareTo(b.id))
            .map(Created::time);

    assertThat(byId).as("seed %d", SEED).isSorted();
  }

  @Test
  void shouldSortByCreationWithinOneMillisecond() {
    List<String> ids =
        Stream.generate(() -> EventIds.create(NOW).toString()).limit(10_000).toList();

    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldCreateDistinctIdsOnManyThreads() {
    Set<UUID> ids = ConcurrentHashMap.newKeySet();

    IntStream.range(0, 20_000).parallel().forEach(i -> ids.add(EventIds.create(NOW)));

    assertThat(ids).hasSize(20_000);
  }

  @Test
  void shouldCreateAtTheEndsOfTime() {
    assertThat(EventIds.create(Timestamps.EARLIEST).toString()).startsWith("00000000-0000-7");
    assertThat(EventIds.create(Timestamps.LATEST).toString()).startsWith("e677d21f-dbff-7");
  }

  private record Created(Instant time, String id) {}
}
