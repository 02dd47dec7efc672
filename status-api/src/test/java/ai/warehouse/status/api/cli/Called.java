package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;

/** What came of a command line. */
record Called(int exitCode, String out, String err) {
  static Called with(Map<String, String> environment, String in, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(in.getBytes(UTF_8)),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            environment,
            0,
            0);
    int exitCode = Cli.run(shell, arguments);
    return new Called(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
