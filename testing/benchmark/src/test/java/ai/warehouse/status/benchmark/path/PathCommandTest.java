package ai.warehouse.status.benchmark.path;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.path.PathCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathCommandTest {
  private static final Sizes TINY = new Sizes(0, 1, 100, 1);

  @Test
  void shouldPrintFiguresAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new PathCommand(), TINY, out);
    assertThat(run.screen())
        .containsPattern(": [1-9]\\d* \\(.* events a second, by the last's 1\\.00 ")
        .containsPattern("publisher=\\d.*, broker=\\d.*, processor=\\d.*, sink=\\d.*, all=[1-9]")
        .containsPattern("requests to DynamoDB \\d+, to Kafka \\{.*Fetch.*=[1-9]");
    assertThat(run.json()).contains("\"WholePath\" : [ {", "\"Idle\" : [ {", "\"kafka\" : {");
  }
}
