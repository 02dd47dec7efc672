package ai.warehouse.status.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.SteadyStream;
import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.latency.LatencyCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyCommandTest {
  private static final Sizes TINY = new Sizes(10, List.of(new SteadyStream(200, 1)));

  @Test
  void shouldPrintTimesAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new LatencyCommand(), TINY, out);

    assertThat(run.screen())
        .containsPattern(
            " 200 a second for 1 s; of an event \\d\\.\\d+ write units, \\d.*; 0 reads")
        .containsPattern("until the event +p50 +\\d.* p99.9 +\\d")
        .containsPattern("until the status +p50 +\\d.* p99.9 +\\d")
        .containsPattern("completes, fails, heals +p50 +\\d");
    assertThat(run.json()).contains("\"Latency\" : [ {", "\"p999\" : ");
  }
}
