package ai.warehouse.status.benchmark.api;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.benchmark.TinyRun;
import ai.warehouse.status.benchmark.api.StatusApiCommand.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusApiCommandTest {
  private static final Sizes TINY = new Sizes(1_000, 200, 20, 2, 100, 1);

  @Test
  void shouldPrintTimesAndWriteThemAsJson(@TempDir Path out) throws IOException {
    TinyRun run = TinyRun.of(new StatusApiCommand(), TINY, out);

    assertThat(run.screen())
        .containsPattern(
            "streams of a package +p50 .* of [1-9]\\d*\\s.*ended=0, expected=[1-9].* streams=200")
        .containsPattern("streams of all heads +p50 .* of [1-9]")
        .containsPattern("waiters for one build .* of 20\\s.*answers=\\{200=20}")
        .containsPattern("posts, one event each .* of 100\\s.*answers=\\{202=100}")
        .containsPattern("posts, a hundred each, no broker .*\\s.*answers=\\{.*(429|503)=")
        .containsPattern("posts, one each, the broker again .*\\s.*answers=\\{202=10}");
    assertThat(run.json()).contains("\"Lateness\" : [ {");
  }
}
