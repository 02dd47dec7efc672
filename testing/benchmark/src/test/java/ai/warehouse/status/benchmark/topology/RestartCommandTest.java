package ai.warehouse.status.benchmark.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.topology.RestartCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartCommandTest {
  private static final Sizes TINY = new Sizes(List.of(10), 1);

  @Test
  void shouldPrintSecondsAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new RestartCommand(), TINY, out);

    assertThat(run.screen()).containsPattern("10 builds of 20 locales: \\d+\\.\\d\\d \\(");
    assertThat(run.json()).contains("\"Restart\" : [ {", "\"builds\" : 10");
  }
}
