package ai.warehouse.status.benchmark.sink;

import java.io.IOException;

/**
 * Gives a database on this machine cores of its own, so that it is as it would be elsewhere: what
 * this JVM computes isn't missing there.
 */
final class CoreSplit implements AutoCloseable {
  private final long databasePid;
  private final String all;

  private CoreSplit(long databasePid, String all) {
    this.databasePid = databasePid;
    this.all = all;
  }

  /**
   * Gives the database the upper half of all cores, and this JVM the lower one, until closed.
   *
   * @return null if that can't be done: on one core, or without Linux's {@code taskset}
   */
  static CoreSplit begin(long databasePid) {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores < 2) {
      return null;
    }
    String lower = "0-" + (cores / 2 - 1);
    String upper = cores / 2 + "-" + (cores - 1);
    CoreSplit split = new CoreSplit(databasePid, "0-" + (cores - 1));
    if (bind(databasePid, upper) && bind(ProcessHandle.current().pid(), lower)) {
      return split;
    }
    split.close();
    return null;
  }

  /** Lets both use all cores again. */
  @Override
  public void close() {
    bind(databasePid, all);
    bind(ProcessHandle.current().pid(), all);
  }

  private static boolean bind(long pid, String cores) {
    try {
      Process taskset =
          new ProcessBuilder("taskset", "-a", "-c", "-p", cores, Long.toString(pid))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return taskset.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      // Not installed.
      return false;
    }
  }
}
