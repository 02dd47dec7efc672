package ai.warehouse.status.benchmark.growth;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.growth.GrowthCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthCommandTest {
  private static final Sizes TINY = new Sizes(20, 1_000, 20, 3, List.of(10), 1, 10);

  @Test
  void shouldPrintRatiosAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new GrowthCommand(), TINY, out);

    assertThat(run.screen())
        .contains("a version begins, in a package of so many: 10 → 20")
        .containsPattern("CPU \\d+\\.\\d\\d \\(")
        .containsPattern("  10 builds: .*; [1-9][\\d,]* bytes a build");
    assertThat(run.json()).contains("\"Ratio\" : [ {", "\"median\" : ", "\"StateSize\" : [ {");
  }
}
