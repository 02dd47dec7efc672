package ai.warehouse.status.api.cli;

/** Runs {@link Cli} as a process; it has no logger, as only the answer is wanted. */
public final class CliMain {
  private CliMain() {}

  /** Ends with the exit code of the command. */
  public static void main(String[] arguments) {
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.exit(Cli.run(Shell.ofProcess(), arguments));
  }
}
