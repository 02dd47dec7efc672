package ai.warehouse.status.api.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, which fails when nothing comes for too long; Java's HTTP client would wait
 * for ever.
 */
final class ImpatientStream extends FilterInputStream {
  private final long patienceNanos;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(ImpatientStream::daemon);
  private volatile long heardNanos = System.nanoTime();
  private volatile boolean givenUp;

  ImpatientStream(InputStream body, Duration patience) {
    super(body);
    patienceNanos = patience.toNanos();
    long period = Math.max(1, patienceNanos / 10);
    watchdog.scheduleWithFixedDelay(this::endIfSilent, period, period, TimeUnit.NANOSECONDS);
  }

  // Closing wakes the thread that reads.
  private void endIfSilent() {
    if (System.nanoTime() - heardNanos >= patienceNanos) {
      givenUp = true;
      try {
        in.close();
      } catch (IOException e) {
        throw new AssertionError("there is nothing to write", e);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(bytes, offset, length);
    } catch (IOException e) {
      throw givenUp ? silence(e) : e;
    }
    if (count < 0 && givenUp) {
      throw silence(null);
    }
    heardNanos = System.nanoTime();
    return count;
  }

  private static IOException silence(@Nullable Throwable cause) {
    return new IOException("nothing came for too long", cause);
  }

  @Override
  public void close() throws IOException {
    watchdog.shutdownNow();
    in.close();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "impatience");
    thread.setDaemon(true);
    return thread;
  }
}
