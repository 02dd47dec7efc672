package ai.warehouse.status.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer-group lag by topic as gauges, polled every 5 s; NaN while unknown.
 *
 * <p>A consumer's own lag would be that of its own partitions, stand still while they are paused,
 * and be missing where nobody consumes.
 */
public final class ConsumerLagMeter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLagMeter.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final ConsumerLag lag;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(ConsumerLagMeter::daemon);
  private volatile Map<String, Long> byTopic = Map.of();
  private boolean failing;

  private ConsumerLagMeter(ConsumerLag lag) {
    this.lag = lag;
  }

  /**
   * Registers a gauge for each topic and begins to poll.
   *
   * @param meter the gauge's name without prefix, such as {@code sink.backlog}
   * @param admin stays the caller's to close, after this
   */
  public static ConsumerLagMeter start(
      MeterRegistry registry,
      String meter,
      Admin admin,
      String groupId,
      Collection<String> topics) {
    ConsumerLagMeter started = new ConsumerLagMeter(new ConsumerLag(admin, groupId, topics));
    for (String topic : topics) {
      Gauge.builder(Metrics.PREFIX + meter, () -> started.of(topic))
          .description(
              "Records of the topic that the whole group has yet to deal with; NaN if not known.")
          .baseUnit("records")
          .tag("topic", topic)
          .register(registry);
    }
    started.timer.scheduleWithFixedDelay(
        started::poll, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    return started;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "consumer-lag");
    thread.setDaemon(true);
    return thread;
  }

  private double of(String topic) {
    Long records = byTopic.get(topic);
    return records == null ? Double.NaN : records;
  }

  private void poll() {
    try {
      byTopic = lag.byTopic();
      failing = false;
    } catch (InterruptException e) {
      LOG.atDebug().setCause(e).log("Interrupted to stop");
    } catch (RuntimeException e) {
      byTopic = Map.of();
      if (!failing && !timer.isShutdown()) {
        failing = true;
        LOG.atWarn().addKeyValue("reason", e.getMessage()).log("Consumer lag is unknown");
      }
    }
  }

  /** Stops polling; the gauges stay and are NaN. */
  @Override
  public void close() {
    timer.shutdownNow();
    byTopic = Map.of();
  }
}
