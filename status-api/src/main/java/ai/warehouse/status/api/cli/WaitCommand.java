package ai.warehouse.status.api.cli;

import ai.warehouse.status.model.BuildKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for the outcome of one build, as a deploy gate does. */
@Command(
    name = "wait",
    description =
        "Waits until a build is complete or failing, also one that does not exist yet, and prints"
            + " its status. A service or database that is away meanwhile is waited for.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Exit code: 0 complete, 1 failing, 2 trouble, 3 neither within the time."})
@SuppressWarnings("NullAway.Init")
final class WaitCommand extends SourceCommand {
  @Parameters(index = "0", paramLabel = "PKG", description = "The package.")
  private String pkg;

  @Parameters(index = "1", paramLabel = "ENV", description = "The environment.")
  private String env;

  @Parameters(index = "2", paramLabel = "VERSION", description = "The version.")
  private String version;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--even-if-failing",
      description = "Waits on while the build is failing, as it may heal.")
  private boolean evenIfFailing;

  WaitCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    Target target = target(pkg, env, version);
    if (timeoutSeconds < 0) {
      throw usage(new IllegalArgumentException("--timeout is negative"));
    }
    BuildKey build = target.at(version);
    Source source = source();
    Duration timeout = Duration.ofSeconds(timeoutSeconds);
    long end = System.nanoTime() + timeout.toNanos();
    Source.Waited waited;
    do {
      // A source may not wait as long as a person.
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      waited = persist(left, rest -> source.await(build, !evenIfFailing, rest));
    } while (waited.result() == Source.Waited.Result.TIMED_OUT && System.nanoTime() < end);
    print(target, waited.status());
    return switch (waited.result()) {
      case COMPLETE -> ExitCode.YES;
      case FAILING -> ExitCode.NO;
      case TIMED_OUT -> ExitCode.TIMED_OUT;
    };
  }

  private void print(Target target, @Nullable JsonNode status) {
    if (status == null) {
      shell().err().printf("Nothing is known of %s%n", target);
    } else {
      StatusText.print(shell().out(), json(), status);
    }
  }
}
