package ai.warehouse.status.quickstart;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs the quickstart from the command line. */
public final class QuickstartMain {
  private static final Logger LOG = LoggerFactory.getLogger(QuickstartMain.class);
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;
  private static final int USAGE_WIDTH = 100;

  private QuickstartMain() {}

  /** Exits with 0 when done, 1 on a failure, 2 on bad usage. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  static int run(PrintStream out, PrintStream err, String... args) {
    boolean interactive = Boolean.getBoolean("quickstart.interactive");
    return new CommandLine(new QuickstartCommand(out, interactive))
        .setOut(new PrintWriter(out, true, Charset.defaultCharset()))
        .setUsageHelpWidth(USAGE_WIDTH)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler((e, arguments) -> refuse(err, e))
        .setExecutionExceptionHandler((e, command, parsed) -> fail(err, e))
        .execute(args);
  }

  private static int refuse(PrintStream err, ParameterException e) {
    err.printf("quickstart: %s; see --help%n", e.getMessage());
    return BAD_USAGE;
  }

  private static int fail(PrintStream err, Exception e) {
    if (e instanceof QuickstartException) {
      LOG.atInfo().setCause(e).log("Quickstart gave up");
      err.printf("quickstart: %s%n", e.getMessage());
    } else {
      LOG.atError().setCause(e).log("Quickstart failed");
      err.printf("quickstart: %s (more in %s)%n", e, System.getProperty("quickstart.log"));
    }
    return FAILED;
  }
}
