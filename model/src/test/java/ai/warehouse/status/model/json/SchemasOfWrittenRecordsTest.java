package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.RecordSchema.STATUS;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_COUNTER;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_EVENT;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas accept whatever our code writes, and so do our readers. */
class SchemasOfWrittenRecordsTest {
  private static final int ROUNDS = 1_000;
  private static final long SEED = 20_261_123L;

  static final List<RecordKind<?>> KINDS = RecordKind.ALL;

  /** All that are checked in, so that a new one can't be forgotten. */
  static List<String> golden() {
    return Resources.names("json");
  }

  @ParameterizedTest
  @MethodSource("golden")
  void shouldAcceptGoldenRecords(String file) {
    assertThat(schemaOf(file).errors(Resources.bytes("json/" + file))).isEmpty();
  }

  private static RecordSchema schemaOf(String file) {
    return Stream.of(STATUS_EVENT, STATUS_HEAD, STATUS_COUNTER, STATUS)
        .filter(schema -> file.startsWith(schema.fileName()))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("KINDS")
  <R extends Record> void shouldAcceptAndReadWhatIsWritten(RecordKind<R> kind) {
    RandomRecords records = new RandomRecords(new Random(SEED));
    for (int round = 0; round < ROUNDS; round++) {
      R random = kind.random().apply(records);

      byte[] written = kind.write().apply(random);

      assertThat(kind.read().apply(written)).as("seed %d, round %d", SEED, round).isEqualTo(random);
      assertThat(kind.schema().errors(written)).as("seed %d, round %d", SEED, round).isEmpty();
    }
  }
}
