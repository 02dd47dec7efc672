package ai.warehouse.status.chaos;

import ai.warehouse.status.chaos.storm.StormCommand;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs the system under faults from the command line. */
public final class ChaosMain {
  private static final int USAGE_WIDTH = 100;

  private ChaosMain() {}

  /** Exits with 0 if all checks pass, 1 if not or on a failure, 2 on bad usage. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // figures look the same wherever they come from
    System.exit(commandLine().execute(args));
  }

  /** A command line that prints to the standard streams unless told otherwise. */
  static CommandLine commandLine() {
    return new CommandLine(new StormCommand())
        .setUsageHelpWidth(USAGE_WIDTH)
        .setParameterExceptionHandler((e, arguments) -> refuse(e));
  }

  private static int refuse(ParameterException e) {
    e.getCommandLine().getErr().printf("chaos: %s; see --help%n", e.getMessage());
    return e.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
  }
}
