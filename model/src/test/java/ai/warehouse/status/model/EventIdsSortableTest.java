package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 1 becomes version 6, whose text sorts by time. */
class EventIdsSortableTest {
  private static final long SEED = 20_261_123L;
  private static final long TIME_LOW_WRAP = 1L << 32; // in units of 100 ns: 429 s

  @Test
  void shouldConvertExampleOfRfc9562() {
    UUID version1 = UUID.fromString("C232AB00-9414-11EC-B3C8-9F6BDECED846");

    assertThat(EventIds.sortable(version1))
        .isEqualTo(UUID.fromString("1EC9414C-232A-6B00-B3C8-9F6BDECED846"));
  }

  @Test
  void shouldLoseNothing() {
    Random random = new Random(SEED);

    for (int round = 0; round < 10_000; round++) {
      UUID version1 = version1(random.nextLong() >>> 4, random.nextLong());

      UUID version6 = EventIds.sortable(version1);

      assertThat(version6.version()).isEqualTo(6);
      assertThat(version6.variant()).isEqualTo(2);
      assertThat(timestamp(version6))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(version1.timestamp());
      assertThat(version6.getLeastSignificantBits()).isEqualTo(version1.getLeastSignificantBits());
      assertThat(EventIds.versionOne(version6))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(version1);
    }
  }

  @Test
  void shouldSortByTimeAcrossWrapsOfTimeLow() {
    Random random = new Random(SEED);
    List<String> ids = new ArrayList<>();
    long time = 0x1EC_9414_C232_AB00L;
    for (int i = 0; i < 10_000; i++) {
      time += 1 + random.nextLong(TIME_LOW_WRAP);
      ids.add(EventIds.sortable(version1(time, random.nextLong())).toString());
    }

    assertThat(ids).as("seed %d", SEED).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldNotSortByTimeWithoutConversion() {
    String before = version1(TIME_LOW_WRAP - 1, 0).toString();
    String after = version1(TIME_LOW_WRAP, 0).toString();

    assertThat(before).isGreaterThan(after);
  }

  @Test
  void shouldSortAtTheEndsOfTime() {
    UUID first = EventIds.sortable(version1(0, 0));
    UUID last = EventIds.sortable(version1((1L << 60) - 1, 0));

    assertThat(first).hasToString("00000000-0000-6000-8000-000000000000");
    assertThat(last).hasToString("ffffffff-ffff-6fff-8000-000000000000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c232ab00-9414-11ec-b3c8-9f6bdeced846",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "1ec9414c-232a-6b00-c3c8-9f6bdeced846"
      })
  void shouldTurnBackVersion6Alone(String id) {
    assertThat(EventIds.versionOne(UUID.fromString(id))).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "000003e8-1c5c-21f0-9500-325096b39f47",
        "5df41881-3aed-3515-88a7-2f4a814cf09e",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "2ed6657d-e927-568b-95e1-2665a8aea6a2",
        "1ec9414c-232a-6b00-b3c8-9f6bdeced846",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "c232ab00-9414-11ec-c3c8-9f6bdeced846"
      })
  void shouldLeaveOthersAsTheyAre(String id) {
    assertThat(EventIds.sortable(UUID.fromString(id))).hasToString(id);
  }

  private static UUID version1(long timestamp, long clockAndNode) {
    long high = timestamp << 32 | (timestamp >>> 16 & 0xFFFF_0000L) | 0x1000L | timestamp >>> 48;
    return new UUID(high, Long.MIN_VALUE | clockAndNode >>> 2);
  }

  private static long timestamp(UUID version6) {
    long high = version6.getMostSignificantBits();
    return high >>> 16 << 12 | high & 0xFFF;
  }
}
