package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.check.DeadLetterCheck;
import ai.warehouse.status.chaos.check.MonotonicReadsChecker;
import ai.warehouse.status.chaos.check.TableCheck;
import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.chaos.publish.PublisherMain;
import ai.warehouse.status.chaos.system.ManagedProcess;
import ai.warehouse.status.chaos.system.RunFolder;
import ai.warehouse.status.chaos.system.SystemUnderTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the system under a schedule of faults, and compares what is left with what must be. */
public final class Storm {
  private static final Duration CALM_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(1);

  private final Schedule schedule;
  private final SystemUnderTest.Size size;
  private final RunFolder folder;
  private final RunLog log;

  /**
   * The faults of a storm, and the results of all checks.
   *
   * @param faults the number of faults of each kind
   * @param failedFaults texts about faults that could not be injected
   * @param endedByThemselves processes that ended though nobody killed them
   * @param calm whether in the end all records were published and acknowledged by processors and
   *     sinks
   * @param calmSeconds from the end of the storm until then
   * @param events the number of distinct events sent
   */
  public record Outcome(
      Map<FaultKind, Integer> faults,
      List<String> failedFaults,
      List<String> endedByThemselves,
      boolean calm,
      long calmSeconds,
      long events,
      TableCheck.Outcome tables,
      DeadLetterCheck.Outcome deadLetters,
      MonotonicReadsChecker.Outcome reads) {
    /** Returns whether nothing is lost, wrong or regressed, and there was something to compare. */
    public boolean isRight() {
      return calm
          && failedFaults.isEmpty()
          && tables.isRight()
          && tables.compared() > 0
          && deadLetters.isRight()
          && reads.regressions().isEmpty()
          && reads.changes() > 0;
    }
  }

  /**
   * Prepares a storm.
   *
   * @param folder gets logs, journals and data
   */
  public Storm(Schedule schedule, SystemUnderTest.Size size, RunFolder folder, RunLog log) {
    this.schedule = schedule;
    this.size = size;
    this.folder = folder;
    this.log = log;
  }

  /** Starts the system, injects the faults, waits for recovery, and compares. */
  public Outcome run() throws InterruptedException, IOException {
    log.add("starting");
    try (SystemUnderTest system = SystemUnderTest.start(size, folder, log::endedByItself);
        MonotonicReadsChecker reads = new MonotonicReadsChecker(system.client(), system.tables())) {
      system.publishers().forEach(ManagedProcess::start);
      reads.awaitItems();
      log.add("the storm begins, for %d s".formatted(schedule.seconds()));
      for (Thread fault : begin(system)) {
        fault.join();
      }
      log.add("the storm is over");
      long over = System.nanoTime();
      boolean calm = awaitCalm(system);
      long calmSeconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - over);
      return compare(system, reads, calm, calmSeconds);
    }
  }

  private List<Thread> begin(SystemUnderTest system) throws InterruptedException {
    long begun = System.nanoTime();
    Injector injector = new Injector(system, log::add);
    List<Thread> running = new ArrayList<>();
    for (PlannedFault fault : schedule.faults()) {
      sleepUntil(begun, fault.atSecond());
      Thread thread = new Thread(() -> inject(injector, fault), fault.kind().text());
      thread.setDaemon(true);
      thread.start();
      running.add(thread);
    }
    sleepUntil(begun, schedule.seconds());
    return running;
  }

  private static void sleepUntil(long begun, int second) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(begun + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
  }

  private void inject(Injector injector, PlannedFault fault) {
    try {
      injector.inject(fault);
      log.injected(fault.kind());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.failed(fault, e);
    }
  }

  private boolean awaitCalm(SystemUnderTest system) throws InterruptedException {
    system.publishers().forEach(publisher -> publisher.sendLast(PublisherMain.FINISH));
    for (ManagedProcess publisher : system.publishers()) {
      if (!publisher.awaitEnd(CALM_TIMEOUT)) {
        log.add(publisher.name() + " could not finish");
        return false;
      }
    }
    log.add("all is published");
    boolean calm = system.awaitNoLag(CALM_TIMEOUT);
    log.add(calm ? "no lag" : "still a lag after " + CALM_TIMEOUT);
    return calm;
  }

  private Outcome compare(
      SystemUnderTest system, MonotonicReadsChecker reads, boolean calm, long calmSeconds)
      throws IOException, InterruptedException {
    Map<Boolean, List<Entry>> sent =
        system.sent().stream().collect(Collectors.partitioningBy(Entry::good));
    TableCheck check =
        new TableCheck(
            system.client(),
            system.tables(),
            sent.get(true).stream().map(Entry::event).collect(Collectors.toSet()));
    TableCheck.Outcome tables = check.run();
    long giveUp = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
    while (!tables.isRight() && System.nanoTime() < giveUp) {
      log.add("not right yet: %d lost, %d wrong".formatted(tables.lost(), tables.wrong()));
      TimeUnit.SECONDS.sleep(5);
      tables = check.run();
    }
    DeadLetterCheck.Outcome deadLetters =
        DeadLetterCheck.run(system.kafka().bootstrapServers(), system.topics(), sent.get(false));
    return new Outcome(
        log.faults(),
        log.failures(),
        log.endedByThemselves(),
        calm,
        calmSeconds,
        sent.get(true).stream().map(Entry::line).distinct().count(),
        tables,
        deadLetters,
        reads.finish());
  }
}
