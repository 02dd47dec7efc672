package ai.warehouse.status.benchmark;

import ai.warehouse.status.benchmark.fold.FoldCommand;
import ai.warehouse.status.benchmark.growth.GrowthCommand;
import ai.warehouse.status.benchmark.sink.SinkCommand;
import ai.warehouse.status.benchmark.topology.TopologyCommand;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs a measurement from the command line. */
@Command(
    name = "bench",
    description = "Measures this project and prints ratios: they, unlike times, carry over.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TopologyCommand.class, FoldCommand.class, GrowthCommand.class, SinkCommand.class})
public final class BenchMain {
  private static final int USAGE_WIDTH = 100;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  private BenchMain() {}

  /** Exits with 0 when done, 1 on a failure, 2 on bad usage. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // figures look the same wherever they come from
    System.exit(commandLine().execute(args));
  }

  /** A command line that prints to the standard streams unless told otherwise. */
  static CommandLine commandLine() {
    return new CommandLine(new BenchMain())
        .setUsageHelpWidth(USAGE_WIDTH)
        .setParameterExceptionHandler((e, arguments) -> refuse(e));
  }

  private static int refuse(ParameterException e) {
    e.getCommandLine().getErr().printf("bench: %s; see --help%n", e.getMessage());
    return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }
}
