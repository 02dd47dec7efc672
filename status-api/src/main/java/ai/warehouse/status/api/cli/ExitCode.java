package ai.warehouse.status.api.cli;

/** What a process of the command line ends with. */
final class ExitCode {
  /** Found, complete, published. */
  static final int YES = 0;

  /** Nothing is known, the build is failing, or an event is refused. */
  static final int NO = 1;

  /** There is no answer. */
  static final int TROUBLE = 2;

  /** The time is over. */
  static final int TIMED_OUT = 3;

  private ExitCode() {}
}
