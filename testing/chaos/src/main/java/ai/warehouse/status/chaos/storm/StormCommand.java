package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.garbage.GarbageCommand;
import ai.warehouse.status.chaos.world.RunFolder;
import ai.warehouse.status.chaos.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets a storm go over the system from the command line. */
@Command(
    name = "chaos",
    description =
        "Runs the whole system as processes, harms them by a seeded schedule, and compares every"
            + " item of the tables with what the events sent must make. Exits with 0 only if"
            + " nothing is wrong, lost or regressed.",
    subcommands = GarbageCommand.class)
public final class StormCommand implements Callable<Integer> {
  private static final int PROCESSORS = 2;
  private static final int SINKS = 2;
  private static final int PUBLISHERS = 3;
  private static final int SECONDS_A_MINUTE = 60;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--minutes",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "How long the storm lasts (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "What events and faults are made up from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      defaultValue = "40",
      description =
          "Records a second from each of the three publishers (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:chaos.results:-testing/chaos/results}",
      description =
          "Where a failure's logs, journals and data stay, in a folder of their own"
              + " (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--keep", description = "Let the folder stay after a success too.")
  private boolean keep;

  /** Runs by the options given. */
  public StormCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    requirePositive("--minutes", minutes);
    requirePositive("--rate", rate);
    PrintWriter screen = spec.commandLine().getOut();
    String begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    RunFolder folder = RunFolder.create(out.resolve("%s-seed-%d".formatted(begun, seed)));
    String again =
        "testing/run chaos --minutes %d --seed %d --rate %d".formatted(minutes, seed, rate);
    Schedule schedule = Schedule.of(seed, minutes * SECONDS_A_MINUTE);
    folder.write("schedule.txt", schedule.faults().stream().map(PlannedFault::toString).toList());
    screen.printf("%s%nfolder of this run: %s%n", again, folder.path());
    World.Size size = new World.Size(PROCESSORS, SINKS, PUBLISHERS, rate, seed);
    Diary diary = new Diary(screen);
    Storm.Outcome outcome;
    try {
      outcome = new Storm(schedule, size, folder, diary).run();
    } finally {
      folder.write("diary.txt", diary.lines());
    }
    List<String> summary = new ArrayList<>(List.of(again));
    summary.addAll(StormText.lines(outcome));
    screen.println();
    summary.forEach(screen::println);
    folder.write("summary.txt", summary);
    if (outcome.isRight() && !keep) {
      folder.delete();
    } else {
      writeEvidence(folder, outcome);
      screen.printf("%nlogs, journals, schedule and data: %s%n", folder.path());
    }
    screen.println(outcome.isRight() ? "RIGHT" : "NOT RIGHT");
    return outcome.isRight() ? 0 : 1;
  }

  private static void writeEvidence(RunFolder folder, Storm.Outcome outcome) {
    folder.write("tables.txt", outcome.tables().differences());
    folder.write("dead-letters.txt", outcome.deadLetters().differences());
    folder.write("regressed.txt", outcome.reader().setbacks());
  }

  private void requirePositive(String option, int value) {
    if (value <= 0) {
      throw new ParameterException(
          spec.commandLine(), "%s must be at least 1, not %d".formatted(option, value));
    }
  }
}
