package ai.warehouse.status.service;

/** Points Logback at the services' configuration. */
final class LoggingSetup {

  private static final String PROPERTY = "logback.configurationFile";
  private static final String OURS = "warehouse-status-logback.xml";

  private LoggingSetup() {}

  /**
   * Must run before the first logger of the process is created, for Logback looks only once.
   *
   * <p>Ours has a name of its own, because two {@code logback.xml} on one class path make Logback
   * complain; and the property would win over an application's own file, so that is looked for.
   */
  static void apply() {
    if (System.getProperty(PROPERTY) == null
        && !exists("logback-test.xml")
        && !exists("logback.xml")) {
      System.setProperty(PROPERTY, OURS);
    }
  }

  private static boolean exists(String resource) {
    return LoggingSetup.class.getClassLoader().getResource(resource) != null;
  }
}
