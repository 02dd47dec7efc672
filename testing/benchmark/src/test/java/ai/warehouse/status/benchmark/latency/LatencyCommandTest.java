package ai.warehouse.status.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.latency.LatencyCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandTest {
  private static final Sizes TINY = new Sizes(10, 200, 1);

  @Test
  void shouldPrintTimesAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new LatencyCommand(), TINY, out);

    assertThat(run.screen())
        .contains("  200 events a second for 1 s, ")
        .containsPattern("until the event +p50 +\\d.* p99.9 +\\d")
        .containsPattern("until the status +p50 +\\d.* p99.9 +\\d")
        .containsPattern(" [01]\\.\\d+ write units an event")
        .containsPattern("completes, fails, heals +p50 +\\d");
    assertThat(run.json()).contains("\"Latency\" : [ {", "\"p999\" : ");
  }
}
