package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Tells when each partition's events are folded again: by an event for each that changes a status.
 */
final class Probe implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final EventLog log;
  private final List<PackageKey> packages;
  private final Consumer<String, byte[]> statuses;
  private final Set<String> missing = new HashSet<>();
  private int sent;

  /**
   * When changes became visible to readers of what is committed, by {@link System#nanoTime()}.
   *
   * @param first of any partition
   * @param last of all
   */
  record Seen(long first, long last) {}

  Probe(EventLog log, int partitions) {
    this.log = log;
    packages = IntStream.range(0, partitions).mapToObj(p -> packageIn(p, partitions)).toList();
    statuses =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                log.cluster().bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    statuses.assign(
        IntStream.range(0, partitions)
            .mapToObj(p -> new TopicPartition(log.topics().status().name(), p))
            .toList());
  }

  private static PackageKey packageIn(int partition, int partitions) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> new PackageKey("probe-" + i, "prod"))
        .filter(key -> Placement.partitionOf(key, partitions) == partition)
        .findFirst()
        .orElseThrow();
  }

  /** Publishes an event to each partition. */
  void send() {
    statuses.seekToEnd(statuses.assignment());
    statuses.assignment().forEach(statuses::position); // as only now the end is asked for
    sent++;
    for (PackageKey key : packages) {
      BuildKey build = new BuildKey(key.pkg(), key.env(), "1.%d.0".formatted(sent));
      missing.add(build.toString());
      log.send(queued(build));
    }
    log.flush();
  }

  private static StatusEvent queued(BuildKey build) {
    Instant now = Instant.now();
    return StatusEvent.builder()
        .key(build)
        .eventId(EventIds.create(now))
        .createdAt(now)
        .kind(EventKind.QUEUED)
        .total(Workload.LOCALES)
        .build();
  }

  /** Waits until that processor has published what the events sent last have changed. */
  Seen await(Victim processor) {
    long begun = System.nanoTime();
    long first = 0;
    while (!missing.isEmpty()) {
      for (ConsumerRecord<String, byte[]> status : statuses.poll(POLL)) {
        if (missing.remove(status.key()) && first == 0) {
          first = System.nanoTime();
        }
      }
      processor.checkAlive();
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw processor.failure("is stuck: nothing yet of " + missing);
      }
    }
    return new Seen(first, System.nanoTime());
  }

  @Override
  public void close() {
    statuses.close();
  }
}
