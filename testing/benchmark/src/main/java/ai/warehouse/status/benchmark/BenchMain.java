package ai.warehouse.status.benchmark;

import ai.warehouse.status.benchmark.api.StatusApiCommand;
import ai.warehouse.status.benchmark.fold.FoldCommand;
import ai.warehouse.status.benchmark.growth.GrowthCommand;
import ai.warehouse.status.benchmark.latency.LatencyCommand;
import ai.warehouse.status.benchmark.path.PathCommand;
import ai.warehouse.status.benchmark.topology.RestartCommand;
import ai.warehouse.status.benchmark.topology.TopologyCommand;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a measurement from the command line. */
@Command(
    name = "bench",
    description = {
      "Measures this project and prints ratios, which unlike times hold on other machines.",
      "Without a command all are run, one after the other."
    },
    footer = {
      "",
      "bench --quick takes some two minutes and shows the headline ratios alone: topology beside"
          + " the forwarder, the whole path, and latency at 200 events a second, all hardly"
          + " warm. COMMAND --quick measures more thoroughly."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      TopologyCommand.class,
      FoldCommand.class,
      LatencyCommand.class,
      PathCommand.class,
      StatusApiCommand.class,
      GrowthCommand.class,
      RestartCommand.class
    })
public final class BenchMain implements Callable<Integer> {
  private static final int USAGE_WIDTH = 100;
  private static final List<String> HEADLINES = List.of("topology", "path", "latency");

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "The headline ratios alone, see below.")
  private boolean quick;

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

  /** Runs all commands, or those with a headline ratio, up to the first that fails. */
  @Override
  public Integer call() {
    Collection<String> names = quick ? HEADLINES : spec.subcommands().keySet();
    for (String name : names) {
      CommandLine command = spec.subcommands().get(name);
      int exitCode = quick ? command.execute(Measurement.HEADLINE) : command.execute();
      if (exitCode != 0) {
        return exitCode;
      }
      spec.commandLine().getOut().println();
    }
    return 0;
  }

  private static int refuse(ParameterException e) {
    e.getCommandLine().getErr().printf("bench: %s; see --help%n", e.getMessage());
    return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }
}
