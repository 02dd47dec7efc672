package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.Reading.POSITION;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever the bytes, a record is accepted or rejected and nothing else comes out (SPEC §1), and
 * the schema of events agrees on all that it can see.
 */
class StatusEventJsonFuzzTest {
  private static final int ROUNDS = 40_000;
  private static final int FEW = ROUNDS / 50;
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);

  /** What is rejected for these was an object at least. */
  private static final Set<RejectionReason> FIELD_FAULTS =
      Set.of(MISSING_FIELD, WRONG_TYPE, INVALID_VALUE, CREATED_IN_FUTURE);

  private int accepted;
  private int refusedBySchema;

  @Test
  void shouldAcceptOrRejectAnything() {
    Mutator mutator = new Mutator(new Random(SEED));

    for (int round = 0; round < ROUNDS; round++) {
      byte[] record = mutator.next();
      try {
        read(record);
      } catch (RuntimeException | Error e) {
        String hex = HexFormat.of().formatHex(record);
        throw new AssertionError(
            "-Dfuzz.seed=%d, round %d, record %s".formatted(SEED, round, hex), e);
      }
    }

    assertThat(accepted).as("-Dfuzz.seed=%d", SEED).isBetween(FEW, ROUNDS - FEW);
    assertThat(refusedBySchema).as("-Dfuzz.seed=%d", SEED).isGreaterThan(FEW);
  }

  private void read(byte[] record) {
    StatusEvent event;
    try {
      event = StatusEventJson.read(record, POSITION);
    } catch (InvalidRecordException e) {
      checkRejected(record, e);
      return;
    }
    checkAccepted(record, event);
  }

  /** What was accepted once can be written, and is then accepted as the same event. */
  private void checkAccepted(byte[] record, StatusEvent event) {
    assertThat(StatusEventJson.read(StatusEventJson.write(event), POSITION)).isEqualTo(event);
    assertThat(STATUS_EVENT.errors(record)).isEmpty();
    accepted++;
  }

  /** All texts of a rejection are ours and short. */
  private void checkRejected(byte[] record, InvalidRecordException why) {
    assertThat(why.reason()).isNotEqualTo(RejectionReason.INTERNAL_ERROR);
    assertThat(why.getMessage()).isNotBlank().hasSizeLessThan(120).isPrintable();
    if (FIELD_FAULTS.contains(why.reason()) && !UnseenFaults.contain(why)) {
      assertThat(STATUS_EVENT.errors(record)).isNotEmpty();
      refusedBySchema++;
    }
  }
}
