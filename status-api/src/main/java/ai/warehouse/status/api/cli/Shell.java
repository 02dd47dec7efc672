package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a command has around it.
 *
 * @param environment the variables of the process
 * @param rows lines of the terminal that {@code out} is; 0 if it is none
 * @param columns characters in a line of it
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    int rows,
    int columns) {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

  /**
   * Returns the shell of this process; the script says in a system property what terminal it is.
   */
  static Shell ofProcess() {
    Matcher size = SIZE.matcher(System.getProperty("terminal.size", ""));
    boolean terminal = size.matches();
    // JSON is UTF-8, whatever the locale.
    return new Shell(
        System.in,
        new PrintStream(System.out, true, UTF_8),
        new PrintStream(System.err, true, UTF_8),
        System.getenv(),
        terminal ? Integer.parseInt(size.group(1)) : 0,
        terminal ? Integer.parseInt(size.group(2)) : 0);
  }

  boolean isTerminal() {
    return rows > 0;
  }

  /** Returns a variable; null if it is unset or empty, as Compose makes such of unset ones. */
  @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
