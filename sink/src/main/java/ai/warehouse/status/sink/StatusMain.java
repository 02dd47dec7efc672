package ai.warehouse.status.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.service.Secrets;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs {@link StatusCommand} as a process; it has no logger, as only the answer is wanted. */
public final class StatusMain {
  private static final int USAGE_WIDTH = 100;

  private StatusMain() {}

  /** Ends with 0 if the build is known, 1 if it isn't, and 2 if that can't be told. */
  public static void main(String[] arguments) {
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    // JSON is UTF-8, whatever the locale.
    System.exit(
        run(
            new PrintStream(System.out, true, UTF_8),
            new PrintStream(System.err, true, UTF_8),
            arguments));
  }

  static int run(PrintStream out, PrintStream err, String... arguments) {
    return new CommandLine(new StatusCommand(out, err))
        .setOut(new PrintWriter(out, true, UTF_8))
        .setUsageHelpWidth(USAGE_WIDTH)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, all) -> refuse(err, e))
        .setExecutionExceptionHandler((e, command, all) -> fail(err, e))
        .execute(arguments);
  }

  private static int refuse(PrintStream err, ParameterException e) {
    err.printf("status: %s; see --help%n", Secrets.mask(e.getMessage()));
    return StatusCommand.NOT_TOLD;
  }

  private static int fail(PrintStream err, Exception e) {
    Throwable why = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    String reason = why.getMessage() == null ? why.toString() : why.getMessage();
    err.printf("status: %s%n", Secrets.mask(reason));
    return StatusCommand.NOT_TOLD;
  }
}
