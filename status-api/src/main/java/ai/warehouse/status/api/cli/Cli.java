package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.service.Secrets;
import ai.warehouse.status.service.Version;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: its commands, and what they have in common. */
@Command(
    name = Cli.NAME,
    description =
        "Publishes events of builds, and reads what has become of builds: by way of a status-api"
            + " service, or straight from Kafka and DynamoDB.",
    mixinStandardHelpOptions = true,
    versionProvider = Cli.VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit code: 0 yes (found, complete, published), 1 no (nothing known, failing, refused), 2"
          + " trouble, 3 out of time."
    })
final class Cli implements Callable<Integer> {
  static final String NAME = "warehouse-status";
  private static final int USAGE_WIDTH = 100;

  private final Shell shell;

  private Cli(Shell shell) {
    this.shell = shell;
  }

  /** Returns the parser, which prints and asks by way of a shell. */
  static CommandLine commandLine(Shell shell) {
    return new CommandLine(new Cli(shell))
        .addSubcommand(new PublishCommand(shell, Clock.systemUTC()))
        .addSubcommand(new GetCommand(shell))
        .addSubcommand(new WaitCommand(shell))
        .addSubcommand(new EventsCommand(shell))
        .addSubcommand(new WatchCommand(shell))
        .addSubcommand(new GenerateCompletion())
        .setOut(new PrintWriter(shell.out(), true, UTF_8))
        .setUsageHelpWidth(USAGE_WIDTH)
        // An argument that begins with @ is one, such as a scoped package.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, arguments) -> refuse(shell, e))
        .setExecutionExceptionHandler((e, command, arguments) -> fail(shell, e));
  }

  /** Runs a command and returns its exit code. */
  static int run(Shell shell, String... arguments) {
    return commandLine(shell).execute(arguments);
  }

  @Override
  public Integer call() {
    commandLine(shell).usage(shell.err());
    return ExitCode.TROUBLE;
  }

  private static int refuse(Shell shell, ParameterException e) {
    shell.err().printf("%s: %s; see --help%n", NAME, Secrets.mask(usageMessage(e)));
    return ExitCode.TROUBLE;
  }

  // What is given to no option may be the rest of a secret.
  private static String usageMessage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      return first.startsWith("-")
          ? "Unknown option " + first.replaceFirst("(?s)=.*", "")
          : "An argument belongs to no option";
    }
    return String.valueOf(e.getMessage());
  }

  private static int fail(Shell shell, Exception e) {
    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
    shell.err().printf("%s: %s%n", NAME, Secrets.mask(reason));
    return ExitCode.TROUBLE;
  }

  /** Asked by picocli. */
  static final class VersionProvider implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {NAME + " " + Version.current()};
    }
  }
}
