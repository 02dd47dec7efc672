package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ids for records that came without one. */
class EventIdsDeriveTest {
  private static final long TIME = 1_795_466_823_120L;
  private static final RecordPosition PLACE = new RecordPosition("status-events", 3, 42, TIME);
  private static final long SEED = 20_261_123L;

  static Stream<RecordPosition> others() {
    return Stream.of(
        new RecordPosition("status-event", 3, 42, TIME),
        new RecordPosition("status-events", 4, 42, TIME),
        new RecordPosition("status-events", 3, 43, TIME),
        new RecordPosition("status-events", 3, 42 + (1L << 32), TIME),
        new RecordPosition("status-events", 3, 42, TIME + 1),
        new RecordPosition("status-events", 34, 2, TIME));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(0, 0L, 0L, "00000000-0000-8000-8000-"),
        Arguments.of(0, 0xFFFF_FFFFL, 0L, "00000000-0000-8fff-bfff-f"),
        Arguments.of(0, 0L, Timestamps.LATEST.toEpochMilli(), "e677d21f-dbff-8000-8000-"),
        Arguments.of(
            Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, "ffffffff-ffff-8fff-bfff-f"));
  }

  @Test
  void shouldBeTheSameForTheSamePlace() {
    RecordPosition again = new RecordPosition("status-events", 3, 42, TIME);

    assertThat(EventIds.derive(again)).isEqualTo(EventIds.derive(PLACE));
  }

  @Test
  void shouldStayTheSameForEver() {
    assertThat(EventIds.derive(PLACE)).hasToString("01a20a29-85d0-8000-8000-a897b884ae81");
  }

  @ParameterizedTest
  @MethodSource("others")
  void shouldDifferForAnotherPlace(RecordPosition other) {
    assertThat(EventIds.derive(other)).isNotEqualTo(EventIds.derive(PLACE));
  }

  @Test
  void shouldDifferAmongManyPlaces() {
    Set<UUID> ids = new HashSet<>();

    for (int partition = 0; partition < 100; partition++) {
      for (int offset = 0; offset < 1_000; offset++) {
        ids.add(EventIds.derive(new RecordPosition("status-events", partition, offset, TIME)));
      }
    }

    assertThat(ids).hasSize(100_000);
  }

  @Test
  void shouldBeVersion8() {
    UUID id = EventIds.derive(PLACE);

    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(EventIds.sortable(id)).isEqualTo(id);
  }

  @Test
  void shouldSortByTimestampThenOffset() {
    Random random = new Random(SEED);
    List<String> ids =
        Stream.generate(() -> place(random))
            .limit(10_000)
            .distinct()
            .sorted(
                Comparator.comparingLong(RecordPosition::timestamp)
                    .thenComparingLong(RecordPosition::offset))
            .map(place -> EventIds.derive(place).toString())
            .toList();

    assertThat(ids).as("seed %d", SEED).isSorted();
  }

  @ParameterizedTest
  @MethodSource("ends")
  void shouldKeepItsFormAtTheEnds(int partition, long offset, long timestamp, String start) {
    RecordPosition place = new RecordPosition("status-events", partition, offset, timestamp);

    UUID id = EventIds.derive(place);

    assertThat(id.toString()).startsWith(start);
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  private static RecordPosition place(Random random) {
    long timestamp = TIME + random.nextInt(100);
    return new RecordPosition("status-events", 3, random.nextLong(1L << 32), timestamp);
  }
}
