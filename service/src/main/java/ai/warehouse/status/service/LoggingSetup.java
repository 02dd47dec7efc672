package ai.warehouse.status.service;

import java.util.List;
import java.util.Locale;

/** Points Logback at the services' configuration, and checks the variables that it reads. */
final class LoggingSetup {

  private static final String PROPERTY = "logback.configurationFile";
  private static final String OURS = "warehouse-status-logback.xml";
  private static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");
  private static final List<String> FORMATS = List.of("text", "json");

  private LoggingSetup() {}

  /**
   * Must run before the first logger of the process is created, as Logback configures itself once.
   *
   * <p>Our file has a name of its own, because two {@code logback.xml} on one class path make
   * Logback complain; an application's own file goes before ours.
   *
   * @throws ConfigurationException if a value is unknown: Logback would silently take another
   *     level, or log nothing
   */
  static void apply() {
    if (System.getProperty(PROPERTY) == null
        && !exists("logback-test.xml")
        && !exists("logback.xml")) {
      System.setProperty(PROPERTY, OURS);
    }
    if (OURS.equals(System.getProperty(PROPERTY))) {
      check("LOG_LEVEL", "INFO", LEVELS, true);
      check("LOG_LEVEL_LIBRARIES", "WARN", LEVELS, true);
      check("LOG_FORMAT", "text", FORMATS, false);
    }
  }

  private static void check(String name, String byDefault, List<String> valid, boolean anyCase) {
    // A system property goes before the environment, as in Logback.
    String value = System.getProperty(name, System.getenv(name));
    if (value == null) {
      return;
    }
    if (value.isEmpty()) {
      // Logback would take it for a level, and an unknown level for DEBUG.
      System.setProperty(name, byDefault);
      return;
    }
    String compared = anyCase ? value.toUpperCase(Locale.ROOT) : value;
    if (!valid.contains(compared)) {
      throw new ConfigurationException(
          "Invalid value %s for %s: must be one of %s".formatted(value, name, valid));
    }
  }

  private static boolean exists(String resource) {
    return LoggingSetup.class.getClassLoader().getResource(resource) != null;
  }
}
