package ai.warehouse.status.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Stops processes without their knowledge, as a virtual machine that is paused would. */
public final class Signals {
  private Signals() {}

  /**
   * Halts a process.
   *
   * @throws IllegalStateException if there is none, or it is another user's
   */
  public static void pause(long pid) {
    send("STOP", pid);
  }

  /**
   * Lets a halted process go on.
   *
   * @throws IllegalStateException if there is none, or it is another user's
   */
  public static void resume(long pid) {
    send("CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start();
      int exit = kill.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "cannot send %s to process %d: kill exits with %d".formatted(signal, pid, exit));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + signal, e);
    }
  }
}
