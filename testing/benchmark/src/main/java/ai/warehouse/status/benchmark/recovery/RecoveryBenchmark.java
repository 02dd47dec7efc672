package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Cluster;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Spread;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.kafka.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kills a processor again and again, and takes the time until it is at work again. */
final class RecoveryBenchmark {
  private static final int PARTITIONS = 4;
  private static final long POLL_MS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS = 1e9;

  private final RecoverySizes sizes;
  private final long seed;
  private final Path folder;
  private final PrintWriter log;

  /**
   * How long it took.
   *
   * @param changelogs before the first kill
   * @param kept after kills that left the local state where it was
   * @param deleted after kills that took the local state too
   */
  public record Outcome(
      int builds,
      int locales,
      int partitions,
      int rate,
      Changelogs changelogs,
      Times kept,
      Times deleted) {}

  /**
   * Seconds from the start until an event published after the kill was folded.
   *
   * @param first until one was, of any partition
   * @param all until one of each partition was
   */
  public record Times(Spread first, Spread all) {
    static Times of(List<Time> times) {
      return new Times(
          Spread.of(times.stream().map(Time::first).toList()),
          Spread.of(times.stream().map(Time::all).toList()));
    }
  }

  private record Time(double first, double all) {}

  RecoveryBenchmark(RecoverySizes sizes, long seed, Path folder, PrintWriter log) {
    this.sizes = sizes;
    this.seed = seed;
    this.folder = folder;
    this.log = log;
  }

  /** Measures with a state of so many complete builds. */
  Outcome run(int builds) throws IOException, InterruptedException {
    Topics topics = new Topics("");
    try (Cluster cluster = Cluster.start(folder);
        Victim processor = new Victim(cluster, folder)) {
      cluster.createTopics(topics, PARTITIONS);
      EventLog events = new EventLog(cluster, topics);
      try (Probe probe = new Probe(events, PARTITIONS)) {
        processor.start();
        // What is there before it is at work for the first time it may fold in another way.
        probe.send();
        probe.await(processor);
        build(builds, events, processor);
        Changelogs changelogs = Changelogs.of(cluster.admin(), Victim.GROUP);
        List<Time> kept = new ArrayList<>();
        List<Time> deleted = new ArrayList<>();
        Progress progress = new Progress(log, "%,d builds, kills".formatted(builds), sizes.kills());
        try (Flow flow = new Flow(events, sizes.rate(), seed)) {
          for (int round = 0; round < sizes.kills(); round++) {
            kept.add(recover(processor, probe, true));
            deleted.add(recover(processor, probe, false));
            flow.checkFlowing();
            progress.advance(1);
          }
        }
        return new Outcome(
            builds,
            Workload.LOCALES,
            PARTITIONS,
            sizes.rate(),
            changelogs,
            Times.of(kept),
            Times.of(deleted));
      }
    }
  }

  private void build(int builds, EventLog events, Victim processor) throws InterruptedException {
    long before = PARTITIONS; // of the probe
    long sent = before + (long) builds * WholeBuilds.EVENTS;
    WholeBuilds.of(builds).forEach(events::send);
    events.flush();
    Progress progress = new Progress(log, "events folded", sent);
    long done = 0;
    long advanced = System.nanoTime();
    while (done < sent) {
      Thread.sleep(POLL_MS);
      long now = events.cluster().committed(Victim.GROUP, events.topics().statusEvents().name());
      if (now > done) {
        progress.advance(now - done);
        done = now;
        advanced = System.nanoTime();
      }
      processor.checkAlive();
      if (System.nanoTime() - advanced > PATIENCE.toNanos()) {
        throw processor.failure("is stuck: %,d of %,d events done".formatted(done, sent));
      }
    }
  }

  private static Time recover(Victim processor, Probe probe, boolean keepState) throws IOException {
    processor.kill();
    if (!keepState) {
      processor.deleteState();
    }
    probe.send();
    long begun = System.nanoTime();
    processor.start();
    Probe.Seen seen = probe.await(processor);
    return new Time((seen.first() - begun) / NANOS, (seen.last() - begun) / NANOS);
  }
}
