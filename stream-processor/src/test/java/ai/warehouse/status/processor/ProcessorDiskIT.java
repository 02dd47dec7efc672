package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.testing.reference.ReferenceTables;
import ai.warehouse.status.testing.reference.Revisions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk may do to the processor: be full, be somebody else's, refuse programs. */
class ProcessorDiskIT {
  private static final Topics TOPICS = new Topics("disk-");

  /** Each has 3 stores on disk, of which each takes some 300 KB when it is opened. */
  private static final int PARTITIONS = 19;

  /** Enough to begin with, and too little to open all stores. */
  private static final long TOO_LITTLE = StateFolder.LEAST_FREE_BYTES + (1 << 20);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void shouldWaitForRoomSayWhereThereIsNoneAndLoseNothing() throws Exception {
    try (Tmpfs disk = Tmpfs.mount(folder, "size=256m");
        KafkaServer kafka = TestServers.startKafka();
        EventLog log = new EventLog(kafka.bootstrapServers(), TOPICS, PARTITIONS)) {
      disk.fill();
      Path state = disk.folder().resolve("state");
      String noSpace = "no space left in state.dir (" + state + ")";
      try (ProcessorService processor = new ProcessorService(settings(kafka, state))) {
        CompletableFuture<Void> starting = CompletableFuture.runAsync(processor::start);
        await()
            .untilAsserted(
                () ->
                    assertThat(ready(processor))
                        .contains("waiting for room for the state since")
                        .contains(
                            "\"name\":\"state\",\"status\":\"DOWN\",\"reason\":\"" + noSpace));

        disk.free(TOO_LITTLE);
        await().until(starting::isDone);
        List<StatusEvent> events = RandomHistories.create(1, "");
        log.publishInPlace(events);
        await()
            .untilAsserted(
                () ->
                    assertThat(ready(processor))
                        .contains("a stream thread failed at")
                        .contains(": " + noSpace));

        disk.free();
        await().untilAsserted(() -> assertThat(ready(processor)).startsWith("{\"status\":\"UP\""));
        TopicReader reader = new TopicReader(kafka.bootstrapServers());
        await()
            .untilAsserted(
                () -> {
                  Map<BuildKey, Status> latest = reader.latest(TOPICS.status());
                  latest.replaceAll((key, status) -> Revisions.without(status));
                  assertThat(latest).isEqualTo(ReferenceTables.of(events).statuses());
                });
        assertThat(processor.termination()).isNotDone();
      }
    }
  }

  @Test
  void shouldNameAFolderThatCannotBeMade() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    try (KafkaServer kafka = TestServers.startKafka();
        ProcessorService processor = new ProcessorService(settings(kafka, file.resolve("state")))) {
      assertThatExceptionOfType(StartupException.class)
          .isThrownBy(processor::start)
          .withMessageStartingWith("Cannot keep the state in state.dir (" + file);
    }
  }

  @Test
  void shouldEndWithAHintWhereTheTemporaryFolderRefusesPrograms() throws Exception {
    try (Tmpfs temporary = Tmpfs.mount(folder, "noexec");
        ChildProcessor processor =
            ChildProcessor.start(
                "noexec",
                temporary.folder(),
                Map.of(CommonSettings.BOOTSTRAP_SERVERS, "unused:1"))) {
      assertThat(processor.awaitEnd()).isEqualTo(1);
      assertThat(processor.log())
          .containsOnlyOnce(" ERROR ")
          .contains("temporary folder " + folder, "noexec", "JAVA_OPTS=-Djava.io.tmpdir=")
          .doesNotContain("\tat ");
    }
  }

  private static Settings settings(KafkaServer kafka, Path state) {
    Map<String, String> values = new HashMap<>();
    values.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    values.put(CommonSettings.TOPICS_PREFIX, TOPICS.prefix());
    values.put(CommonSettings.TOPICS_PARTITIONS, String.valueOf(PARTITIONS));
    values.put(CommonSettings.HTTP_PORT, "0");
    values.put(ProcessorSettings.STATE_DIR, state.toString());
    values.put(ProcessorSettings.NUM_STREAM_THREADS, "1");
    // Else the group misses a thread that failed for a while.
    values.put("kafka.group.instance.id", "one");
    return Settings.of(
        ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), values);
  }

  private String ready(ProcessorService processor) throws IOException, InterruptedException {
    assertThat(processor.httpPort()).isPositive();
    URI uri = URI.create("http://127.0.0.1:" + processor.httpPort() + "/health/ready");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(2));
  }
}
