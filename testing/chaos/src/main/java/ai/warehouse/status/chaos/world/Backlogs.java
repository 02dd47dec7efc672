package ai.warehouse.status.chaos.world;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.quickstart.Backlog;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/** Waits until processors and sinks have dealt with all there is. */
public final class Backlogs {
  static final String PROCESSORS = "warehouse-status-processor";
  static final String SINKS = "warehouse-status-sink";

  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final Topics topics;

  /** Looks at a world, past its proxies. */
  public Backlogs(World world) {
    bootstrapServers = world.kafka().bootstrapServers();
    topics = world.topics();
  }

  /** Returns whether there is no backlog in that time. */
  public boolean awaitEmpty(Duration timeout) throws InterruptedException {
    long giveUp = System.nanoTime() + timeout.toNanos();
    try (Backlog backlog = new Backlog(bootstrapServers)) {
      while (!areEmpty(backlog)) {
        if (System.nanoTime() > giveUp) {
          return false;
        }
        Thread.sleep(POLL.toMillis());
      }
      return true;
    }
  }

  // The processors' first: what they deal with becomes the sinks'.
  private boolean areEmpty(Backlog backlog) {
    try {
      return backlog.isEmpty(
              PROCESSORS,
              List.of(topics.statusEvents().name(), ProcessorSettings.rekeyedTopic(PROCESSORS)))
          && backlog.isEmpty(
              SINKS,
              List.of(
                  topics.statusEvents().name(),
                  topics.status().name(),
                  topics.statusHead().name(),
                  topics.statusCounter().name()));
    } catch (KafkaException e) {
      return false; // a broker that has just come back doesn't know all yet
    }
  }
}
