package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

class BenchMainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldSayWhatItCanMeasure() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: bench", "topology", "fold", "latency", "growth", "restart", "path")
        .contains("status-api");
  }

  @Test
  void shouldRefuseAnUnknownMeasurement() {
    assertThat(run("speed")).isEqualTo(2);
    assertThat(err.toString()).startsWith("bench: ").contains("speed", "see --help");
  }

  @Test
  void shouldRunAllWithoutACommand() {
    CommandLine bench = BenchMain.commandLine();
    CommandSpec spec = bench.getCommandSpec();
    List.copyOf(spec.subcommands().keySet()).forEach(spec::removeSubcommand);
    Noted first = new Noted(0);
    Noted failing = new Noted(1);
    Noted last = new Noted(0);
    bench.addSubcommand("first", first);
    bench.addSubcommand("failing", failing);
    bench.addSubcommand("last", last);

    int exitCode = bench.setOut(new PrintWriter(out, true)).execute();

    assertThat(exitCode).isEqualTo(1);
    assertThat(first.called).isTrue();
    assertThat(failing.called).isTrue();
    assertThat(last.called).as("what comes after a failure is run").isFalse();
  }

  @Command
  private static final class Noted implements Callable<Integer> {
    private final int exitCode;
    private boolean called;

    Noted(int exitCode) {
      this.exitCode = exitCode;
    }

    @Override
    public Integer call() {
      called = true;
      return exitCode;
    }
  }

  private int run(String... args) {
    return BenchMain.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
