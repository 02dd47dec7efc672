package ai.warehouse.status.api.cli;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.PackageKey;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks a source; the fields are set by picocli. */
@SuppressWarnings("NullAway.Init")
abstract class SourceCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Mixin private final ConnectOptions connect = new ConnectOptions();

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this, and exits.")
  private boolean help;

  @Option(
      names = "--json",
      description = "Prints JSON, one object a line, in place of text for people.")
  private boolean json;

  private final Shell shell;

  SourceCommand(Shell shell) {
    this.shell = shell;
  }

  final Shell shell() {
    return shell;
  }

  final boolean json() {
    return json;
  }

  final Source source() {
    return connect.open(shell);
  }

  /**
   * Returns what is asked about.
   *
   * @throws ParameterException if a name breaks its rule (SPEC §1)
   */
  final Target target(String pkg, String env, @Nullable String version) {
    try {
      return version == null
          ? new Target(new PackageKey(pkg, env), null)
          : new Target(new BuildKey(pkg, env, version).packageKey(), version);
    } catch (InvalidRecordException e) {
      throw usage(e);
    }
  }

  final ParameterException usage(RuntimeException e) {
    return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
  }

  /**
   * Tries until there is an answer, or trouble that stays, or the time is over.
   *
   * @param attempt gets the time that is left
   */
  final <T> T persist(Duration patience, Function<Duration, T> attempt) {
    long end = System.nanoTime() + patience.toNanos();
    String said = "";
    while (true) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      try {
        return attempt.apply(left);
      } catch (TroubleException e) {
        if (!e.isRetryable() || left.compareTo(PAUSE) <= 0) {
          throw e;
        }
        String why = String.valueOf(e.getMessage());
        if (!why.equals(said)) {
          shell.err().printf("%s: %s; trying again%n", Cli.NAME, why);
          said = why;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TroubleException.lasting("Interrupted", e);
    }
  }
}
