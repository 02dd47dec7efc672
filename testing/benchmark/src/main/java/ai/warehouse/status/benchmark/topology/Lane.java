package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.ChildJvm;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.StatusEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A contender at work on events of its own, a turn at a time. */
final class Lane implements AutoCloseable {
  private static final long POLL_MS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e3;

  private final TopologyWorld world;
  private final Contender contender;
  private final Workload workload;
  private final String group;
  private final ChildJvm process;
  private long sent;

  /**
   * How fast a turn was.
   *
   * @param rate records a second, from the first commit to the last
   * @param cpuMicros what its JVM computed for a record
   */
  record Speed(double rate, double cpuMicros) {}

  Lane(TopologyWorld world, Contest contest, Contender contender, long seed, Path folder)
      throws IOException {
    this.world = world;
    this.contender = contender;
    workload = new Workload(contest.builds(), contest.locales(), seed);
    world.createTopics(contender, Setting.ALL.partitions());
    group = contender.prefix() + contest.locales();
    process = Launch.start(contender, group, world.brokers(), Setting.ALL, folder);
  }

  Contender contender() {
    return contender;
  }

  /** Has it do events that bring builds half way. */
  void halfway() throws IOException, InterruptedException {
    turn(workload.halfway());
  }

  /** Has it do so many events. */
  Speed turn(long events) throws IOException, InterruptedException {
    return turn(() -> Stream.generate(workload::next).limit(events).iterator());
  }

  // It is held while its input is sent: so all is there when its turn begins.
  private Speed turn(Iterable<StatusEvent> events) throws IOException, InterruptedException {
    long before = sent;
    process.hold();
    for (StatusEvent event : events) {
      world.send(contender, event);
      sent++;
    }
    world.flush();
    Duration cpu = process.cpu();
    process.goOn();
    double rate = rate(before);
    double micros = process.cpu().minus(cpu).toNanos() / MICROS;
    return new Speed(rate, micros / (sent - before));
  }

  private double rate(long before) throws InterruptedException {
    long firstNanos = System.nanoTime();
    long lastNanos = firstNanos;
    long first = before;
    long done = before;
    while (done < sent) {
      Thread.sleep(POLL_MS);
      long now = world.committed(contender, group);
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
    return (sent - first) * NANOS / (lastNanos - firstNanos);
  }

  @Override
  public void close() {
    process.close();
  }
}
