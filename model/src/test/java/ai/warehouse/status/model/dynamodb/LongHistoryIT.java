package ai.warehouse.status.model.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A history that the heap of its reader can't hold, so that it must go page by page. */
@ExtendWith(InDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongHistoryIT {
  private static final int HEAP_BYTES = 32 << 20;
  private static final int EVENTS_OF_A_BATCH = 25;
  private static final long PATIENCE_MINUTES = 3;

  private final Database database;
  private final StatusModels models;

  LongHistoryIT(Database database) {
    this.database = database;
    models = database.models(LongHistory.TABLES);
  }

  @BeforeAll
  void writeHistory() {
    models.ensure().join();
    for (int first = 0; first < LongHistory.EVENTS; first += EVENTS_OF_A_BATCH) {
      write(IntStream.range(first, first + EVENTS_OF_A_BATCH).mapToObj(LongHistory::event));
      database.requests.forget(); // or they would hold the history here
    }
  }

  private void write(Stream<StatusEvent> events) {
    List<WriteRequest> batch =
        events
            .map(event -> ItemSchemas.STATUS_EVENT.itemToMap(event, true))
            .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
            .toList();
    Map<String, List<WriteRequest>> items = Map.of(LongHistory.TABLES.statusEvent(), batch);
    assertThat(database.client.batchWriteItem(w -> w.requestItems(items)).join().unprocessedItems())
        .isEmpty();
  }

  @AfterAll
  void dropTables() {
    models.drop().join();
  }

  @Test
  void shouldReadPageByPageInSmallHeap(@TempDir Path folder) throws Exception {
    // So many characters take at least as many bytes: the whole history has no room there.
    assertThat(LongHistory.CHARACTERS).isGreaterThan(HEAP_BYTES);

    Reading reading = read(folder);

    assertThat(reading.output()).endsWith("read " + LongHistory.EVENTS + "\n");
    assertThat(reading.exitCode()).isZero();
  }

  private record Reading(int exitCode, String output) {}

  private Reading read(Path folder) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_BYTES,
                "-XX:+UseSerialGC", // the quickest where there is so little room
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                HistoryReader.class.getName(),
                database.endpoint().toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).as("ended in time").isTrue();
      return new Reading(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }
}
