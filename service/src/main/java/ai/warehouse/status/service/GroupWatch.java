package ai.warehouse.status.service;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a running service when another installation joins its group; the check at the start misses
 * one that starts at the same time.
 */
public final class GroupWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GroupWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final OwnGroup group;
  private final Admin admin;
  private final Consumer<Throwable> ending;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(GroupWatch::daemon);

  private GroupWatch(OwnGroup group, Admin admin, Consumer<Throwable> ending) {
    this.group = group;
    this.admin = admin;
    this.ending = ending;
  }

  /**
   * Starts to look at the group every 5 s.
   *
   * @param admin stays the caller's to close, after this
   * @param ending called at most once, with the reason to end: a {@link StartupException} that
   *     names group and topics, or an {@link Error}
   */
  public static GroupWatch start(OwnGroup group, Admin admin, Consumer<Throwable> ending) {
    return start(group, admin, INTERVAL, ending);
  }

  static GroupWatch start(
      OwnGroup group, Admin admin, Duration interval, Consumer<Throwable> ending) {
    GroupWatch watch = new GroupWatch(group, admin, ending);
    watch.timer.scheduleWithFixedDelay(
        watch::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "group-watch");
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    try {
      group.checkMembers(admin);
    } catch (StartupException | Error e) {
      timer.shutdown();
      ending.accept(e);
    } catch (InterruptException e) {
      LOG.atDebug().setCause(e).log("Interrupted to stop");
    } catch (RuntimeException e) {
      // The group's own clients report what is wrong with the cluster.
      LOG.atDebug().setCause(e).log("Could not look at the group");
    }
  }

  /** Stops looking. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
