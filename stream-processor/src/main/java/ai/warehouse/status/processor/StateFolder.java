package ai.warehouse.status.processor;

import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.HealthCheck;
import java.io.File;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.StreamsConfig;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * The folder of the local state, and whether there is room in it.
 *
 * <p>The free space is checked periodically, since RocksDB may block the writing thread on a full
 * disk without any error, while Kafka Streams seems to run.
 */
final class StateFolder implements AutoCloseable {
  /** A write buffer of RocksDB under Kafka Streams, which doesn't retry with less room. */
  static final long LEAST_FREE_BYTES = 16L << 20;

  private static final long INTERVAL_SECONDS = 2;
  private static final String NO_SPACE = "No space left on device";

  /** Says that the disk is full. */
  static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private FullException(String message) {
      super(message);
    }
  }

  private final File folder;
  private final long leastFreeBytes;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "state-folder");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean full;

  private StateFolder(File folder, long leastFreeBytes) {
    this.folder = folder;
    this.leastFreeBytes = leastFreeBytes;
  }

  /** Starts to check the folder that Kafka Streams with these properties uses. */
  static StateFolder watch(Properties streams) {
    Object given = streams.get(StreamsConfig.STATE_DIR_CONFIG);
    Object byDefault =
        StreamsConfig.configDef().defaultValues().get(StreamsConfig.STATE_DIR_CONFIG);
    return watch(new File((given == null ? byDefault : given).toString()), LEAST_FREE_BYTES);
  }

  /** Starts to check a folder, which counts as full with less free space than that. */
  static StateFolder watch(File folder, long leastFreeBytes) {
    StateFolder watched = new StateFolder(folder.getAbsoluteFile(), leastFreeBytes);
    watched.look();
    // On a thread of its own, as a broken disk may delay the answer, and a probe must not wait.
    watched.timer.scheduleWithFixedDelay(
        watched::look, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return watched;
  }

  /** Returns the folder in which Kafka Streams keeps the stores of an application. */
  Path of(String applicationId) {
    return folder.toPath().resolve(applicationId);
  }

  private void look() {
    File existing = folder;
    while (!existing.exists() && existing.getParentFile() != null) {
      existing = existing.getParentFile();
    }
    // Some network mounts report neither number.
    full = existing.getTotalSpace() > 0 && existing.getUsableSpace() < leastFreeBytes;
  }

  /** Returns whether a failure is due to a full disk, by its message or by the free space. */
  boolean isFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RocksDBException rocks
          && rocks.getStatus() != null
          && rocks.getStatus().getSubCode() == Status.SubCode.NoSpace) {
        return true;
      }
      if (String.valueOf(cause.getMessage()).contains(NO_SPACE)) {
        return true;
      }
    }
    look();
    return full;
  }

  /**
   * Returns if there is room.
   *
   * @throws FullException if there is not
   */
  Void requireRoom() {
    look();
    if (full) {
      throw new FullException(noSpace());
    }
    return null;
  }

  /** The check for the service's readiness. */
  HealthCheck check() {
    return new HealthCheck("state", () -> full ? Health.down(noSpace()) : Health.ok());
  }

  /** Returns the message that the disk is full, with the folder's name. */
  String noSpace() {
    return "no space left in %s (%s)".formatted(ProcessorSettings.STATE_DIR, folder);
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Stops the checks. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
