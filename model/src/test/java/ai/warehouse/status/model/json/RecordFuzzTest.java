package ai.warehouse.status.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.warehouse.status.model.InvalidRecordException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes on the three compacted topics, they are a record or an invalid one. */
class RecordFuzzTest {
  private static final int ROUNDS = 8_000;
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_128L);

  /** Reads bytes as one kind of record. */
  interface Reader extends Function<byte[], Object> {}

  static Stream<Arguments> readers() {
    return Stream.of(
        reader("status", StatusJson::read),
        reader("status-head", StatusHeadJson::read),
        reader("status-counter", StatusCounterJson::read));
  }

  private static Arguments reader(String file, Reader reader) {
    return argumentSet(file, Resources.bytes("json/" + file + ".json"), reader);
  }

  @ParameterizedTest
  @MethodSource("readers")
  void shouldReadOrFindInvalid(byte[] valid, Reader reader) {
    Mutator mutator = new Mutator(new Random(SEED), List.of(valid));
    int invalid = 0;

    for (int round = 0; round < ROUNDS; round++) {
      byte[] record = mutator.next();
      try {
        assertThat(reader.apply(record)).isNotNull();
      } catch (InvalidRecordException e) {
        invalid++;
      } catch (RuntimeException | Error e) {
        String hex = HexFormat.of().formatHex(record);
        throw new AssertionError(
            "-Dfuzz.seed=%d, round %d, record %s".formatted(SEED, round, hex), e);
      }
    }

    assertThat(invalid).as("-Dfuzz.seed=%d", SEED).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
  }
}
