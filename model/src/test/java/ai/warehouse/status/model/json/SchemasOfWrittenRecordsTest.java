package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.RecordSchema.STATUS;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_COUNTER;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_EVENT;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas accept whatever our code writes. */
class SchemasOfWrittenRecordsTest {
  private static final int ROUNDS = 2_000;
  private static final long SEED = 20_261_123L;

  private final RandomRecords records = new RandomRecords(new Random(SEED));

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

  @Test
  void shouldAcceptWrittenEvents() {
    assertAccepted(STATUS_EVENT, () -> StatusEventJson.write(records.event()));
  }

  @Test
  void shouldAcceptWrittenStatuses() {
    assertAccepted(STATUS, () -> StatusJson.write(records.status()));
  }

  @Test
  void shouldAcceptWrittenHeads() {
    assertAccepted(STATUS_HEAD, () -> StatusHeadJson.write(records.head()));
  }

  @Test
  void shouldAcceptWrittenCounters() {
    assertAccepted(STATUS_COUNTER, () -> StatusCounterJson.write(records.counter()));
  }

  private static void assertAccepted(RecordSchema schema, Supplier<byte[]> written) {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(schema.errors(written.get())).as("seed %d, round %d", SEED, round).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS, status",
    "STATUS_HEAD, status-head",
    "STATUS_COUNTER, status-counter",
  })
  void shouldDescribeTheFieldsWritten(RecordSchema schema, String golden) {
    byte[] full = Resources.bytes("json/" + golden + ".json");

    assertThat(schema.fields())
        .containsExactlyInAnyOrderElementsOf(
            SchemaFiles.json(full).propertyStream().map(Map.Entry::getKey).toList());
  }
}
