package ai.warehouse.status.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a child process prints, so that it never blocks on a full pipe. */
final class ChildOutput {
  private static final Logger LOG = LoggerFactory.getLogger(ChildOutput.class);
  private static final int KEPT_LINES = 50;

  private final Process process;
  private final String marker;
  private final Thread reader;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private boolean markerSeen;

  private ChildOutput(Process process, String marker) {
    this.process = process;
    this.marker = marker;
    reader = new Thread(this::readToEnd, "output-of-" + process.pid());
    reader.setDaemon(true);
  }

  /**
   * Starts reading.
   *
   * @param marker the line to look out for
   */
  static ChildOutput read(Process process, String marker) {
    ChildOutput output = new ChildOutput(process, marker);
    output.reader.start();
    return output;
  }

  /** Whether the child has printed the marker. */
  synchronized boolean markerSeen() {
    return markerSeen;
  }

  /** The last lines so far, at most 50. */
  synchronized String tail() {
    return String.join(System.lineSeparator(), lastLines);
  }

  /** Waits until all that the child has printed is read; the child must have ended. */
  void awaitEnd() throws InterruptedException {
    reader.join();
  }

  private void readToEnd() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        LOG.atDebug()
            .addKeyValue("pid", process.pid())
            .addKeyValue("line", line)
            .log("child printed");
        add(line);
      }
    } catch (IOException e) {
      // The stream of a process that is being destroyed may end like this.
      LOG.atDebug().addKeyValue("pid", process.pid()).setCause(e).log("child's output ended");
    }
  }

  private synchronized void add(String line) {
    markerSeen |= line.equals(marker);
    lastLines.addLast(line);
    if (lastLines.size() > KEPT_LINES) {
      lastLines.removeFirst();
    }
  }
}
