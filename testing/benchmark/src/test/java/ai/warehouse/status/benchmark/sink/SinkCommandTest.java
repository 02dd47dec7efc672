package ai.warehouse.status.benchmark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.sink.CostMeasurement.EventStream;
import ai.warehouse.status.benchmark.sink.SinkCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkCommandTest {
  private static final Sizes TINY = new Sizes(200, 1, List.of(new EventStream(200, 100)));

  @Test
  void shouldPrintFiguresAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new SinkCommand(), TINY, out);

    assertThat(run.screen())
        .containsPattern("ratio \\d.*; sink [1-9]\\d*, loader [1-9]\\d* a second")
        .containsPattern("  200 +[1-9]\\.\\d+ +\\d\\.\\d+ +0 ");
    assertThat(run.json()).contains("\"Throughput\" : [ {", "\"Cost\" : [ {", "\"reads\" : 0");
  }
}
