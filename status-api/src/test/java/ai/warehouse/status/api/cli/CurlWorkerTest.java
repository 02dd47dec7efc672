package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.warehouse.status.api.cli.FakeService.Asked;
import ai.warehouse.status.api.publish.EventIntake;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The worker of {@code examples/worker-curl}, where there is curl. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class CurlWorkerTest {
  private static final Path WORKER = Path.of("..", "examples", "worker-curl", "worker");

  @TempDir private Path folder;

  @BeforeAll
  static void needCurl() {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "curl")));
    assumeTrue(there, "curl isn't installed");
  }

  @Test
  void shouldReportSuccess() throws Exception {
    try (FakeService service = new FakeService().willAnswer(202, "{}").willAnswer(202, "{}")) {
      assertThat(run(service, "true")).isZero();

      assertThat(events(service))
          .extracting(StatusEvent::kind)
          .containsExactly(EventKind.EVENT, EventKind.COMPLETE);
      assertThat(service.asked()).extracting(Asked::authorization).containsOnly("Bearer t0ken");
    }
  }

  @Test
  void shouldReportFailureOnceWhenTheServiceIsBusyMeanwhile() throws Exception {
    try (FakeService service = new FakeService().willAnswer(202, "{}").willAnswer(503, "{}")) {
      service.willAnswer(202, "{}");

      assertThat(run(service, "exit 3")).isEqualTo(3);

      List<StatusEvent> events = events(service);
      assertThat(events)
          .extracting(StatusEvent::kind)
          .containsExactly(EventKind.EVENT, EventKind.ERROR, EventKind.ERROR);
      assertThat(events.get(1)).isEqualTo(events.get(2));
      assertThat(events.get(1).message()).isEqualTo("Exit code 3");
    }
  }

  private int run(FakeService service, String command) throws Exception {
    Path login = Files.writeString(folder.resolve("login"), "Authorization: Bearer t0ken\n");
    ProcessBuilder builder =
        new ProcessBuilder(
                WORKER.toString(), "@shop/cart", "prod", "1.4.0", "en-US", "sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("WAREHOUSE_STATUS_URL", service.url());
    builder.environment().put("STATUS_LOGIN", login.toString());
    return builder.start().waitFor();
  }

  private static List<StatusEvent> events(FakeService service) {
    return service.asked().stream()
        .map(asked -> EventIntake.read(asked.body().getBytes(UTF_8), Instant.EPOCH).get(0))
        .toList();
  }
}
