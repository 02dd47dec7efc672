package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.check.DeadLetterCheck;
import ai.warehouse.status.chaos.check.NeverBackReader;
import ai.warehouse.status.chaos.check.TableCheck;
import ai.warehouse.status.chaos.process.Member;
import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.chaos.publish.PublisherMain;
import ai.warehouse.status.chaos.world.Backlogs;
import ai.warehouse.status.chaos.world.RunFolder;
import ai.warehouse.status.chaos.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Lets a storm go over a world, and then looks what is left. */
public final class Storm {
  private static final Duration CALM_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration SETTLE_TIMEOUT = Duration.ofMinutes(1);

  private final Schedule schedule;
  private final World.Size size;
  private final RunFolder folder;
  private final Diary diary;

  /**
   * What a storm did and left.
   *
   * @param faults how many there were of each kind
   * @param failedFaults texts about faults that could not be injected
   * @param endedByThemselves processes that ended though nobody killed them
   * @param calm whether all was published and there was no backlog in the end
   * @param calmSeconds how long after the storm that took
   * @param records how many were sent, those sent more than once counted once
   */
  public record Outcome(
      Map<FaultKind, Integer> faults,
      List<String> failedFaults,
      List<String> endedByThemselves,
      boolean calm,
      long calmSeconds,
      long records,
      TableCheck.Outcome tables,
      DeadLetterCheck.Outcome deadLetters,
      NeverBackReader.Outcome reader) {
    /** Returns whether nothing is wrong, lost or regressed, and there was something to see. */
    public boolean isRight() {
      return calm
          && failedFaults.isEmpty()
          && tables.isRight()
          && tables.compared() > 0
          && deadLetters.lost() == 0
          && deadLetters.wrong() == 0
          && reader.setbacks().isEmpty()
          && reader.changes() > 0;
    }
  }

  /**
   * Prepares a storm.
   *
   * @param folder gets logs, journals and data
   */
  public Storm(Schedule schedule, World.Size size, RunFolder folder, Diary diary) {
    this.schedule = schedule;
    this.size = size;
    this.folder = folder;
    this.diary = diary;
  }

  /** Starts the world, harms it, waits until it has recovered, and compares. */
  public Outcome run() throws InterruptedException, IOException {
    diary.say("starting");
    try (World world = World.start(size, folder, diary::endedByItself);
        NeverBackReader reader = new NeverBackReader(world.client(), world.tables())) {
      world.publishers().forEach(Member::start);
      reader.awaitChanges();
      diary.beginStorm(schedule.seconds());
      try (Progress progress = new Progress(world, diary)) {
        progress.start();
        for (Thread fault : begin(world)) {
          fault.join();
        }
      }
      diary.say("the storm is over");
      long over = System.nanoTime();
      boolean calm = calmDown(world);
      long calmSeconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - over);
      return compare(world, reader, calm, calmSeconds);
    }
  }

  private List<Thread> begin(World world) throws InterruptedException {
    Injector injector = new Injector(world, diary::say);
    List<Thread> running = new ArrayList<>();
    for (PlannedFault fault : schedule.faults()) {
      diary.sleepUntil(fault.atSecond());
      Thread thread = new Thread(() -> inject(injector, fault), fault.kind().text());
      thread.setDaemon(true);
      thread.start();
      running.add(thread);
    }
    diary.sleepUntil(schedule.seconds());
    return running;
  }

  private void inject(Injector injector, PlannedFault fault) {
    try {
      injector.inject(fault);
      diary.injected(fault.kind());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      diary.failed(fault, e);
    }
  }

  private boolean calmDown(World world) throws InterruptedException {
    world.publishers().forEach(publisher -> publisher.tellToEnd(PublisherMain.FINISH));
    for (Member publisher : world.publishers()) {
      if (!publisher.awaitEnd(CALM_TIMEOUT)) {
        diary.say(publisher.name() + " could not finish");
        return false;
      }
    }
    diary.say("all is published");
    boolean empty = new Backlogs(world).awaitEmpty(CALM_TIMEOUT);
    diary.say(empty ? "no backlog" : "still a backlog after " + CALM_TIMEOUT);
    return empty;
  }

  private Outcome compare(World world, NeverBackReader reader, boolean calm, long calmSeconds)
      throws IOException, InterruptedException {
    List<Entry> sent = world.sent();
    Map<Boolean, Set<String>> lines =
        sent.stream()
            .collect(
                Collectors.partitioningBy(
                    Entry::good, Collectors.mapping(Entry::line, Collectors.toSet())));
    TableCheck check =
        new TableCheck(
            world.client(),
            world.tables(),
            sent.stream().filter(Entry::good).map(Entry::event).collect(Collectors.toSet()));
    TableCheck.Outcome tables = check.run();
    long giveUp = System.nanoTime() + SETTLE_TIMEOUT.toNanos();
    while (!tables.isRight() && System.nanoTime() < giveUp) {
      diary.say("not right yet: %d lost, %d wrong".formatted(tables.lost(), tables.wrong()));
      TimeUnit.SECONDS.sleep(5);
      tables = check.run();
    }
    DeadLetterCheck.Outcome letters =
        DeadLetterCheck.run(
            world.kafka().bootstrapServers(),
            world.topics().deadLetter().name(),
            world.topics().statusEvents().name(),
            sent.stream().filter(entry -> !entry.good()).toList());
    return new Outcome(
        new TreeMap<>(diary.faults()),
        diary.failures(),
        diary.endedByThemselves(),
        calm,
        calmSeconds,
        lines.get(true).size(),
        tables,
        letters,
        reader.finish());
  }
}
