package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Looks one build up. Its exit codes are those of grep: found, not found, trouble. */
@Command(
    name = "get",
    description = "Prints the status of a build.",
    sortOptions = false,
    abbreviateSynopsis = true,
    footer = {"", "Exit code: 0 found, 1 nothing is known of the build, 2 trouble."})
@SuppressWarnings("NullAway.Init")
final class GetCommand extends SourceCommand {
  @Parameters(index = "0", paramLabel = "PKG", description = "The package.")
  private String pkg;

  @Parameters(index = "1", paramLabel = "ENV", description = "The environment.")
  private String env;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version; by default that of the head.")
  private @Nullable String version;

  GetCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    Target target = target(pkg, env, version);
    JsonNode status = source().status(target);
    if (status == null) {
      shell().err().printf("Nothing is known of %s%n", target);
      return ExitCode.NO;
    }
    StatusText.print(shell().out(), json(), status);
    return ExitCode.YES;
  }
}
