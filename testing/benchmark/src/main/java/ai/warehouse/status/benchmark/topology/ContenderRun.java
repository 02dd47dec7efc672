package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.BrokerJvm;
import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A contender as a process, and the events that it is sent. */
final class ContenderRun implements AutoCloseable {
  private static final long POLL_MS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS_PER_SECOND = 1e9;

  private final Contender contender;
  private final Workload workload;
  private final BrokerJvm broker;
  private final Path state;
  private final String group;
  private ChildJvm process;
  private long sent;

  /**
   * How fast a turn was.
   *
   * @param rate records a second, from the first commit of the turn to the last
   * @param cpuMicros CPU time of the contender's process for a record
   * @param brokerMicros CPU time of the broker's process for a record, from when it is in the log
   */
  record Speed(double rate, double cpuMicros, double brokerMicros) {}

  /**
   * Creates the contender's topics and starts its process.
   *
   * @param folder gets the state in a folder of its own
   */
  ContenderRun(Contender contender, Workload workload, BrokerJvm broker, Path folder)
      throws IOException {
    this.contender = contender;
    this.workload = workload;
    this.broker = broker;
    state = Files.createTempDirectory(folder, "state-");
    group = "bench-" + contender;
    broker.createTopics(contender.prefix());
    start();
  }

  Contender contender() {
    return contender;
  }

  /** Has the contender process the events that begin all builds and complete some locales. */
  void beginBuilds(int completedLocales) throws InterruptedException {
    send(workload.begin(completedLocales));
    awaitCommitted();
  }

  /** Has the contender process the next events, which all are in the log when the turn begins. */
  Speed turn(long events) throws InterruptedException {
    long before = sent;
    process.pause();
    send(events);
    double cpu = Machine.cpuMicros(process.handle());
    double brokerCpu = Machine.cpuMicros(broker.process());
    process.resume();
    double rate = awaitCommitted(before);
    return new Speed(
        rate,
        (Machine.cpuMicros(process.handle()) - cpu) / (sent - before),
        (Machine.cpuMicros(broker.process()) - brokerCpu) / (sent - before));
  }

  /** Publishes the next events. */
  void send(long events) {
    send(Stream.generate(workload::next).limit(events));
  }

  private void send(Stream<StatusEvent> events) {
    events.forEach(
        event -> {
          byte[] key = contender.key(event).getBytes(StandardCharsets.UTF_8);
          byte[] value = StatusEventJson.write(event);
          broker.producer().send(new ProducerRecord<>(contender.input(), key, value));
          sent++;
        });
    broker.producer().flush();
  }

  /** Waits until the contender has committed all events that it was sent. */
  void awaitCommitted() throws InterruptedException {
    awaitCommitted(0);
  }

  private double awaitCommitted(long before) throws InterruptedException {
    long firstNanos = System.nanoTime();
    long lastNanos = firstNanos;
    long first = before;
    long done = before;
    while (done < sent) {
      Thread.sleep(POLL_MS);
      long now = broker.committed(group, List.of(contender.input()));
      if (first == before && now > before && now < sent) {
        first = now;
        firstNanos = System.nanoTime();
      }
      if (now > done) {
        done = now;
        lastNanos = System.nanoTime();
      }
      process.checkAlive();
      if (System.nanoTime() - lastNanos > PATIENCE.toNanos()) {
        throw process.failure("is stuck: %,d of %,d records done".formatted(done, sent));
      }
    }
    return (sent - first) * NANOS_PER_SECOND / (lastNanos - firstNanos);
  }

  /** Starts the process anew after a kill, on the state that the killed one left. */
  void start() {
    process = contender.start(group, broker.bootstrapServers(), state);
  }

  /** Kills the process in the middle of whatever it does. */
  void kill() {
    process.close();
  }

  @Override
  public void close() {
    process.close();
  }
}
