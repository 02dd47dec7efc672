package ai.warehouse.status.api.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows builds as they go on. */
@Command(
    name = "watch",
    description =
        "Shows all heads, or the head of a package, or one build, as they change, until Ctrl-C: on"
            + " a terminal in place, else a line for each change. By way of a service changes come"
            + " as they happen; straight, DynamoDB is asked every --interval.",
    sortOptions = false,
    abbreviateSynopsis = true)
final class WatchCommand extends SourceCommand {
  @Parameters(index = "0", arity = "0..1", paramLabel = "PKG", description = "The package.")
  private @Nullable String pkg;

  @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", description = "The environment.")
  private @Nullable String env;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "VERSION",
      description = "The version; by default that of the head, whichever it is.")
  private @Nullable String version;

  WatchCommand(Shell shell) {
    super(shell);
  }

  @Override
  public Integer call() {
    if (pkg != null && env == null) {
      throw usage(new IllegalArgumentException("ENV is missing"));
    }
    Target target = pkg == null || env == null ? null : target(pkg, env, version);
    Source source = source();
    String title =
        "%s · %s"
            .formatted(target == null ? "all heads" : PlainText.safe(target.toString()), source);
    source.watch(target, view(title));
    return ExitCode.YES;
  }

  private LiveView view(String title) {
    if (json()) {
      return new LiveJson(shell());
    }
    return shell().isTerminal() ? new LiveScreen(shell(), title) : new LiveLines(shell());
  }
}
