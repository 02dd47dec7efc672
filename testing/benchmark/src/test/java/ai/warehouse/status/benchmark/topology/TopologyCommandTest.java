package ai.warehouse.status.benchmark.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.topology.TopologyCommand.Load;
import ai.warehouse.status.benchmark.topology.TopologyCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyCommandTest {
  // The stream processor runs in RestartCommandTest.
  private static final Sizes TINY =
      new Sizes(
          0,
          1,
          0.01,
          List.of(new Load(5, 30, 10, List.of(Contender.FORWARD, Contender.AFTERNOON))));

  @Test
  void shouldPrintRatesAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new TopologyCommand(), TINY, out);

    assertThat(run.screen())
        .contains("30 locales a build, 5 builds at once")
        .containsPattern(
            "forward +[1-9][\\d,]* a second, CPU a record +\\d.* µs, the broker's +[1-9\\d]")
        .containsPattern("afternoon +[1-9][\\d,]* a second, .*; ours is \\d");
    assertThat(run.json()).contains("\"Throughput\" : [ {", "\"contender\" : \"AFTERNOON\"");
  }
}
