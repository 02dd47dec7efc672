package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.CREATED_IN_FUTURE;
import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static ai.warehouse.status.model.json.Reading.POSITION;
import static ai.warehouse.status.model.json.Reading.fault;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the fields, the schema of events agrees with the reader on all that it can see. */
class EventSchemaFuzzTest {
  private static final int ROUNDS = 30_000;
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);

  /** What is rejected for these was an object at least. */
  private static final Set<RejectionReason> FIELD_FAULTS =
      Set.of(MISSING_FIELD, WRONG_TYPE, INVALID_VALUE, CREATED_IN_FUTURE);

  @Test
  void shouldAgreeWithTheReader() {
    Mutator mutator = new Mutator(new Random(SEED));
    int accepted = 0;
    int refused = 0;

    for (int round = 0; round < ROUNDS; round++) {
      byte[] record = mutator.next();
      InvalidRecordException fault = fault(record, POSITION);
      if (fault == null) {
        assertThat(STATUS_EVENT.errors(record)).as(name(round, record)).isEmpty();
        accepted++;
      } else if (FIELD_FAULTS.contains(fault.reason()) && !UnseenFaults.contain(fault)) {
        assertThat(STATUS_EVENT.errors(record)).as(name(round, record)).isNotEmpty();
        refused++;
      }
    }

    assertThat(accepted).as("-Dfuzz.seed=%d", SEED).isGreaterThan(ROUNDS / 50);
    assertThat(refused).as("-Dfuzz.seed=%d", SEED).isGreaterThan(ROUNDS / 50);
  }

  private static String name(int round, byte[] record) {
    String hex = HexFormat.of().formatHex(record);
    return "-Dfuzz.seed=%d, round %d, record %s".formatted(SEED, round, hex);
  }
}
