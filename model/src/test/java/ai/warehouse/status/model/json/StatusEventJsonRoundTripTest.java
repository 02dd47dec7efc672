package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.POSITION;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the publisher writes, the reader accepts as the same event. */
class StatusEventJsonRoundTripTest {
  private static final long SEED = 20_261_123L;

  private final RandomRecords records = new RandomRecords(new Random(SEED));

  @Test
  void shouldReadWhatWasWritten() {
    for (int round = 0; round < 5_000; round++) {
      StatusEvent event = records.event();

      assertThat(StatusEventJson.read(StatusEventJson.write(event), POSITION))
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(event);
    }
  }
}
