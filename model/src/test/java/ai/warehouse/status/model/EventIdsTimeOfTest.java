package ai.warehouse.status.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTimeOfTest {
  private static final Instant TIME_IN_RFC_9562 = Instant.parse("2022-02-22T19:22:22Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c232ab00-9414-11ec-b3c8-9f6bdeced846",
        "1ec9414c-232a-6b00-b3c8-9f6bdeced846",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
      })
  void shouldReadTheTimeOfExamplesOfRfc9562(String id) {
    assertThat(EventIds.timeOf(UUID.fromString(id))).isEqualTo(TIME_IN_RFC_9562);
  }

  @Test
  void shouldReadTheTimeOfCreatedIds() {
    Instant time = Instant.parse("2026-11-23T20:47:03.120Z");

    assertThat(EventIds.timeOf(EventIds.create(time))).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "919108f7-52d1-4320-9bac-f847db4148a8",
        "2489e9ad-2ee2-8e00-8ec9-32d5f69181c0",
        "c232ab00-9414-11ec-c3c8-9f6bdeced846"
      })
  void shouldKnowNoTimeOfOtherIds(String id) {
    assertThat(EventIds.timeOf(UUID.fromString(id))).isNull();
  }
}
