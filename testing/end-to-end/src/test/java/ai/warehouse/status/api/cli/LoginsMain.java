package ai.warehouse.status.api.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Looks a build up once with each of several AWS logins, as {@code bin/warehouse-status get} does
 * with one.
 *
 * <p>One JVM for all of them, because starting the SDK takes most of a second of CPU.
 */
public final class LoginsMain {
  private LoginsMain() {}

  /** Takes the system properties of each login as one argument: {@code key=value,key=value}. */
  public static void main(String[] logins) {
    // As CliMain does; else all that the SDK says at DEBUG is printed.
    System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
    Properties before = (Properties) System.getProperties().clone();
    for (String login : logins) {
      System.setProperties((Properties) before.clone());
      parse(login).forEach(System::setProperty);
      System.err.println(login);
      Cli.run(Shell.ofProcess(), "get", "shop", "prod", "1.0");
    }
    System.exit(0);
  }

  private static Map<String, String> parse(String login) {
    Map<String, String> properties = new HashMap<>();
    for (String property : login.split(",")) {
      String[] keyAndValue = property.split("=", 2);
      properties.put(keyAndValue[0], keyAndValue[1]);
    }
    return properties;
  }
}
