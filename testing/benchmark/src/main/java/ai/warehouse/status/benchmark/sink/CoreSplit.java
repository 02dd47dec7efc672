package ai.warehouse.status.benchmark.sink;

import java.io.IOException;
import java.util.List;

/**
 * Gives a database on this machine cores of its own, so that it is as it would be elsewhere: what
 * sink and broker compute isn't missing there.
 */
final class CoreSplit implements AutoCloseable {
  private final List<Long> pids;
  private final String all;

  private CoreSplit(List<Long> pids, String all) {
    this.pids = pids;
    this.all = all;
  }

  /**
   * Gives the database the upper half of all cores, and broker and this JVM the lower one, until
   * closed.
   *
   * @return null if that can't be done: on one core, or without Linux's {@code taskset}
   */
  static CoreSplit begin(long databasePid, long brokerPid) {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores < 2) {
      return null;
    }
    String lower = "0-" + (cores / 2 - 1);
    String upper = cores / 2 + "-" + (cores - 1);
    long own = ProcessHandle.current().pid();
    CoreSplit split = new CoreSplit(List.of(databasePid, brokerPid, own), "0-" + (cores - 1));
    if (bind(databasePid, upper) && bind(brokerPid, lower) && bind(own, lower)) {
      return split;
    }
    split.close();
    return null;
  }

  /** Lets all use all cores again. */
  @Override
  public void close() {
    pids.forEach(pid -> bind(pid, all));
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
