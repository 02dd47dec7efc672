package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Spread;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Has contenders take turns on one broker. */
final class TopologyBenchmark {
  private static final int LEAST_EVENTS = 500;
  private static final int MOST_EVENTS = 1_000_000;

  private final TopologySizes sizes;
  private final long seed;
  private final Path folder;
  private final PrintWriter log;

  /** What a contest says. */
  public record Outcome(
      Setting setting, int builds, int locales, int rounds, List<Result> results) {}

  /**
   * What it says about one contender.
   *
   * @param rate records a second
   * @param cpuMicros what its JVM computed for a record
   * @param ours ratio of our rate to its of the same round; null for our own
   */
  public record Result(Contender contender, Spread rate, Spread cpuMicros, Spread ours) {}

  TopologyBenchmark(TopologySizes sizes, long seed, Path folder, PrintWriter log) {
    this.sizes = sizes;
    this.seed = seed;
    this.folder = folder;
    this.log = log;
  }

  Outcome run(Contest contest) throws IOException, InterruptedException {
    List<Lane> lanes = new ArrayList<>();
    try (TopologyWorld world = new TopologyWorld(folder)) {
      try {
        for (Contender contender : contest.contenders()) {
          lanes.add(new Lane(world, contest, contender, seed, folder));
        }
        return run(contest, lanes);
      } finally {
        lanes.forEach(Lane::close);
      }
    }
  }

  private Outcome run(Contest contest, List<Lane> lanes) throws IOException, InterruptedException {
    Map<Contender, Long> events = warmUp(contest, lanes);
    Map<Contender, List<Lane.Speed>> speeds = new EnumMap<>(Contender.class);
    Progress progress =
        new Progress(log, "%,d locales".formatted(contest.locales()), sizes.rounds());
    List<Lane> order = new ArrayList<>(lanes);
    for (int round = 0; round < sizes.rounds(); round++) {
      for (Lane lane : order) {
        speeds
            .computeIfAbsent(lane.contender(), unknown -> new ArrayList<>())
            .add(lane.turn(events.get(lane.contender())));
      }
      Collections.reverse(order);
      progress.advance(1);
    }
    return new Outcome(
        Setting.ALL,
        contest.builds(),
        contest.locales(),
        sizes.rounds(),
        contest.contenders().stream().map(contender -> result(contender, speeds)).toList());
  }

  /** Returns how many events each contender is to get, by how fast it is when warm. */
  private Map<Contender, Long> warmUp(Contest contest, List<Lane> lanes)
      throws IOException, InterruptedException {
    Map<Contender, Long> events = new EnumMap<>(Contender.class);
    for (Lane lane : lanes) {
      if (contest.halfway()) {
        lane.halfway();
      }
      double rate = lane.turn(contest.first()).rate();
      for (double warm = 0; warm < sizes.warmUpSeconds(); warm += sizes.seconds()) {
        rate = lane.turn(events(rate)).rate();
      }
      events.put(lane.contender(), events(rate));
    }
    return events;
  }

  private long events(double rate) {
    return Math.max(LEAST_EVENTS, Math.min(MOST_EVENTS, (long) (rate * sizes.seconds())));
  }

  private static Result result(Contender contender, Map<Contender, List<Lane.Speed>> speeds) {
    List<Lane.Speed> own = speeds.get(contender);
    List<Lane.Speed> ours = speeds.get(Contender.OURS);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      ratios.add(ours.get(round).rate() / own.get(round).rate());
    }
    return new Result(
        contender,
        Spread.of(own.stream().map(Lane.Speed::rate).toList()),
        Spread.of(own.stream().map(Lane.Speed::cpuMicros).toList()),
        contender == Contender.OURS ? null : Spread.of(ratios));
  }
}
