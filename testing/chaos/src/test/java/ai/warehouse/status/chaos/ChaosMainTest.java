package ai.warehouse.status.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ChaosMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSayWhatItCanDo() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: chaos", "--minutes", "--seed", "--bad-records");
  }

  @Test
  void shouldRefuseAStormOfNoLength() {
    assertThat(run("--minutes", "0")).isEqualTo(2);
    assertThat(err.toString()).startsWith("chaos: ").contains("--minutes", "see --help");
  }

  @Test
  void shouldRefuseAStormOfBadRecordsOnly() {
    assertThat(run("--bad-records", "1")).isEqualTo(2);
    assertThat(err.toString()).startsWith("chaos: ").contains("--bad-records", "see --help");
  }

  @Test
  void shouldRefuseAnUnknownOption() {
    assertThat(run("--hours", "1")).isEqualTo(2);
    assertThat(err.toString()).startsWith("chaos: ").contains("--hours", "see --help");
  }

  private int run(String... args) {
    return ChaosMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
