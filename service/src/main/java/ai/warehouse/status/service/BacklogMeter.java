package ai.warehouse.status.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the backlog of a consumer group by topic, as the cluster tells it every few seconds; not a
 * number while it is not known.
 *
 * <p>A consumer's own lag would be of its own partitions alone, stand still while they are paused,
 * and be nothing where nobody consumes.
 */
public final class BacklogMeter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BacklogMeter.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final GroupBacklog group;
  private final ScheduledExecutorService timer;
  private volatile Map<String, Long> backlog = Map.of();
  private boolean failing;

  private BacklogMeter(GroupBacklog group, String name) {
    this.group = group;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to ask.
   *
   * @param meter the gauge's name without prefix, such as {@code sink.backlog}
   * @param admin not closed with it
   */
  public static BacklogMeter start(
      MeterRegistry registry,
      String meter,
      Admin admin,
      String groupId,
      Collection<String> topics) {
    List<String> all = List.copyOf(topics);
    BacklogMeter started = new BacklogMeter(new GroupBacklog(admin, groupId, all), "backlog");
    for (String topic : all) {
      Gauge.builder(Metrics.PREFIX + meter, () -> started.of(topic))
          .description(
              "Records of the topic that the whole group has yet to deal with; NaN if not known.")
          .baseUnit("records")
          .tag("topic", topic)
          .register(registry);
    }
    started.timer.scheduleWithFixedDelay(
        started::read, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  private double of(String topic) {
    Long records = backlog.get(topic);
    return records == null ? Double.NaN : records;
  }

  private void read() {
    try {
      backlog = group.read();
      failing = false;
    } catch (InterruptException e) {
      LOG.atDebug().setCause(e).log("Interrupted to stop");
    } catch (RuntimeException e) {
      backlog = Map.of();
      if (!failing && !timer.isShutdown()) {
        failing = true;
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Backlog is not known");
      }
    }
  }

  /** Stops asking; the gauges stay, and say no number. */
  @Override
  public void close() {
    timer.shutdownNow();
    backlog = Map.of();
  }
}
