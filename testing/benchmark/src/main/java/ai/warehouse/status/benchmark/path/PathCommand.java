package ai.warehouse.status.benchmark.path;

import ai.warehouse.status.benchmark.Checkout;
import ai.warehouse.status.benchmark.Comparison;
import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Summary;
import ai.warehouse.status.benchmark.path.Installation.Turn;
import ai.warehouse.status.testing.faults.Fault;
import ai.warehouse.status.testing.faults.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the whole path of an event, and what an idle installation costs. */
@Command(
    name = "path",
    description =
        "How many events a second go the whole path from the publisher until they are stored, the"
            + " CPU of an event in each process, and what an idle installation costs.",
    footer = "%nIt takes six minutes, with --quick three, and with --beside twice as long.")
public final class PathCommand extends Measurement<PathCommand.Sizes> {
  private static final int SOME_EVENTS = 1_000;

  @Option(
      names = "--beside",
      paramLabel = "DIR",
      description = {
        "Another checkout of this project, which takes turns. Its own 'testing/run bench --help'"
            + " builds it."
      })
  private Path beside;

  /**
   * How much is measured.
   *
   * @param warmUps turns that don't count
   * @param rounds in which each checkout has a turn that counts
   * @param events of a turn
   * @param idleSeconds how long an installation is idle; 0 to leave that out
   */
  record Sizes(int warmUps, int rounds, int events, int idleSeconds) {
    static final Sizes FULL = new Sizes(4, 7, 60_000, 60);
    static final Sizes QUICK = new Sizes(4, 3, 30_000, 20);
    static final Sizes HEADLINE = new Sizes(1, 2, 5_000, 0);
  }

  /**
   * What a checkout's whole path is like.
   *
   * @param eventsPerSecond of a backlog, stored with all that they change
   * @param cpuMicros CPU of an event in each process
   * @param bytes of an event, in each topic before compaction and in each table
   * @param rate ratio of this checkout's rate to the last one's in the same round
   * @param cpu ratio of the CPU of all processes together
   */
  record WholePath(
      String checkout,
      Summary eventsPerSecond,
      Map<String, Summary> cpuMicros,
      Map<String, Double> bytes,
      Summary rate,
      Summary cpu) {
    @Override
    public String toString() {
      return """
      %s: %,.0f (%,.0f–%,.0f) events a second, by the last's %s
        µs of CPU an event, by the last's %s: %s
        bytes an event: %s\
      """
          .formatted(
              checkout,
              eventsPerSecond.median(),
              eventsPerSecond.min(),
              eventsPerSecond.max(),
              rate,
              cpu,
              cpuMicros,
              rounded(bytes));
    }
  }

  /**
   * What an installation costs in a minute without events.
   *
   * @param cpuMs milliseconds of CPU of each process
   * @param kafka requests to the broker by kind
   * @param dynamoDb requests to the database
   */
  record Idle(
      String checkout, Map<String, Double> cpuMs, Map<String, Double> kafka, double dynamoDb) {
    @Override
    public String toString() {
      return "  %s: ms of CPU %s%n    requests to DynamoDB %.0f, to Kafka %s"
          .formatted(checkout, rounded(cpuMs), dynamoDb, rounded(kafka));
    }
  }

  private static Map<String, Long> rounded(Map<String, Double> counts) {
    Map<String, Long> rounded = new TreeMap<>();
    counts.forEach((name, count) -> rounded.put(name, Math.round(count)));
    rounded.values().removeIf(count -> count == 0);
    return rounded;
  }

  /** Measures by the options given. */
  public PathCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.HEADLINE);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws IOException, InterruptedException {
    List<Checkout> checkouts = new ArrayList<>(List.of(Checkout.current()));
    if (beside != null) {
      checkouts.add(Checkout.at(beside));
    }
    run.report()
        .print(
            "%n%,d events are published at once; a second counts until the last is stored with all"
                + " that%nit changes: median (least–greatest) of rounds.",
            sizes.events());
    try (Fixture fixture = new Fixture()) {
      compare(checkouts, fixture, sizes, run);
      run.report().print("%nA minute without events:");
      for (Checkout checkout : sizes.idleSeconds() > 0 ? checkouts : List.<Checkout>of()) {
        run.report().add(idle(checkout, fixture, sizes.idleSeconds(), run));
      }
    }
  }

  private static void compare(List<Checkout> checkouts, Fixture fixture, Sizes sizes, Run run)
      throws IOException, InterruptedException {
    List<Installation> all = new ArrayList<>();
    try {
      for (Checkout each : checkouts) {
        all.add(new Installation(each, fixture, fixture.dynamoDb().endpoint(), run));
      }
      long turns = (long) all.size() * (sizes.warmUps() + sizes.rounds());
      Progress progress = run.report().progress("turns", turns);
      Comparison.Turn<Installation, Turn, InterruptedException> turn =
          each -> each.turn(sizes.events());
      Comparison.run(all, sizes.warmUps(), progress, turn);
      Comparison<Installation, Turn> results = Comparison.run(all, sizes.rounds(), progress, turn);
      Installation last = all.get(all.size() - 1);
      all.forEach(each -> run.report().add(wholePath(each, last, results)));
    } finally {
      all.forEach(Installation::close);
    }
  }

  private static WholePath wholePath(
      Installation ours, Installation last, Comparison<Installation, Turn> turns) {
    Map<String, Summary> cpu = new LinkedHashMap<>();
    for (String process : turns.last(ours).cpuMicros().keySet()) {
      cpu.put(process, turns.summary(ours, turn -> turn.cpuMicros().get(process)));
    }
    cpu.put("all", turns.summary(ours, Turn::totalMicros));
    return new WholePath(
        ours.checkout(),
        turns.summary(ours, Turn::rate),
        cpu,
        turns.last(ours).bytes(),
        turns.ratio(ours, last, Turn::rate),
        turns.ratio(ours, last, Turn::totalMicros));
  }

  private static Idle idle(Checkout checkout, Fixture fixture, int seconds, Run run)
      throws IOException, InterruptedException {
    double minutes = seconds / 60.0;
    try (FaultProxy proxy = new FaultProxy(fixture.dynamoDb().endpoint());
        Installation installation = new Installation(checkout, fixture, proxy.endpoint(), run)) {
      installation.turn(SOME_EVENTS);
      TimeUnit.SECONDS.sleep(seconds / 4); // until compilers and collectors are done
      Map<String, Double> kafka = fixture.broker().requests();
      proxy.inject(Fault.delay(0)); // which counts the requests
      Map<String, Double> cpu = installation.cpuMicros();
      TimeUnit.SECONDS.sleep(seconds);
      Map<String, Double> cpuAfter = installation.cpuMicros();
      return new Idle(
          checkout.name(),
          Installation.per(minutes * 1_000, cpu, cpuAfter),
          Installation.per(minutes, kafka, fixture.broker().requests()),
          proxy.strikes() / minutes);
    }
  }
}
