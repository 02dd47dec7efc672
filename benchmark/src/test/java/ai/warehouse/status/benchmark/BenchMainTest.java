package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSayWhatItCanMeasure() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: bench", "growth");
  }

  @Test
  void shouldRefuseAnUnknownMeasurement() {
    assertThat(run("speed")).isEqualTo(2);
    assertThat(err.toString()).startsWith("bench: ").contains("speed", "see --help");
  }

  @Test
  void shouldAskForAMeasurement() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("bench: ").contains("see --help");
  }

  private int run(String... args) {
    return BenchMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
