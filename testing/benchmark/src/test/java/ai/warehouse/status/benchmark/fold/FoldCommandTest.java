package ai.warehouse.status.benchmark.fold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.fold.FoldCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.options.TimeValue;

class FoldCommandTest {
  // In this JVM, as each fork takes seconds.
  private static final Sizes TINY = new Sizes(1_000, 1, 0, 0, 1, TimeValue.milliseconds(10));

  @Test
  void shouldPrintCostsAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new FoldCommand(), TINY, out);

    assertThat(run.screen())
        .containsPattern("tokens +\\d+ ns, .*; 1\\.00 \\(1\\.00–1\\.00\\) of tokens")
        .containsPattern("parse +\\d+ ns")
        .containsPattern("fold +\\d+ ns")
        .containsPattern("write +\\d+ ns, +[1-9][\\d,]* bytes; \\d+\\.\\d\\d \\(");
    assertThat(run.json()).contains("\"StageCost\" : [ {", "\"stage\" : \"parse\"");
  }
}
