package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.POSITION;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, a record is accepted or rejected: nothing else may come out (SPEC §1). */
class StatusEventJsonFuzzTest {
  private static final int ROUNDS = 100_000;
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);

  @Test
  void shouldAcceptOrRejectAnything() {
    Mutator mutator = new Mutator(new Random(SEED));
    int accepted = 0;

    for (int round = 0; round < ROUNDS; round++) {
      accepted += read(mutator.next(), round);
    }

    assertThat(accepted).as("-Dfuzz.seed=%d", SEED).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
  }

  private static int read(byte[] record, int round) {
    try {
      checkAccepted(StatusEventJson.read(record, POSITION));
      return 1;
    } catch (InvalidRecordException e) {
      checkRejected(e);
      return 0;
    } catch (RuntimeException | Error e) {
      String hex = HexFormat.of().formatHex(record);
      throw new AssertionError(
          "-Dfuzz.seed=%d, round %d, record %s".formatted(SEED, round, hex), e);
    }
  }

  /** What was accepted once can be written, and is then accepted as the same event. */
  private static void checkAccepted(StatusEvent event) {
    assertThat(StatusEventJson.read(StatusEventJson.write(event), POSITION)).isEqualTo(event);
  }

  /** All texts of a rejection are ours and short. */
  private static void checkRejected(InvalidRecordException why) {
    assertThat(why.reason()).isNotEqualTo(RejectionReason.INTERNAL_ERROR);
    assertThat(why.getMessage()).isNotBlank().hasSizeLessThan(120).isPrintable();
  }
}
