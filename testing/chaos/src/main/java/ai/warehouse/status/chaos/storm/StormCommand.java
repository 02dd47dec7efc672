package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.system.RunFolder;
import ai.warehouse.status.chaos.system.SystemUnderTest;
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

/** Runs a storm from the command line. */
@Command(
    name = "chaos",
    description =
        "Runs the whole system as processes, injects faults by a seeded schedule, and compares"
            + " every item of the tables with the one that the events sent must make. Exits with 0"
            + " only if nothing is lost, wrong or regressed.")
public final class StormCommand implements Callable<Integer> {
  private static final int PROCESSORS = 2;
  private static final int SINKS = 2;
  private static final int PUBLISHERS = 3;
  private static final int SECONDS_A_MINUTE = 60;
  private static final double MOST_BAD_RECORDS = 0.95;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--minutes",
      paramLabel = "NUMBER",
      defaultValue = "5",
      description = "The length of the storm (default: ${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "The seed of events and faults (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rate",
      paramLabel = "NUMBER",
      defaultValue = "40",
      description =
          "Records a second from each of the three publishers (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--bad-records",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "The share of records that have to be rejected, from 0 to 0.95"
              + " (default: ${DEFAULT-VALUE}).")
  private double badRecords;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:chaos.results:-testing/chaos/results}",
      description =
          "The folder that keeps a failed run's logs, journals and data, in a folder of its own"
              + " (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--keep", description = "Keep the folder of a successful run, too.")
  private boolean keep;

  /** Creates a command whose options picocli sets. */
  public StormCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    requirePositive("--minutes", minutes);
    requirePositive("--rate", rate);
    if (!(badRecords >= 0 && badRecords <= MOST_BAD_RECORDS)) {
      throw refusal("--bad-records must be from 0 to 0.95, not " + badRecords);
    }
    PrintWriter screen = spec.commandLine().getOut();
    String begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    RunFolder folder = RunFolder.create(out.resolve("%s-seed-%d".formatted(begun, seed)));
    String command =
        "testing/run chaos --minutes %d --seed %d --rate %d --bad-records %s"
            .formatted(minutes, seed, rate, badRecords);
    Schedule schedule = Schedule.of(seed, minutes * SECONDS_A_MINUTE);
    folder.write("schedule.txt", schedule.faults().stream().map(PlannedFault::toString).toList());
    screen.printf("%s%nfolder of this run: %s%n", command, folder.path());
    SystemUnderTest.Size size =
        new SystemUnderTest.Size(PROCESSORS, SINKS, PUBLISHERS, rate, badRecords, seed);
    RunLog log = new RunLog(screen);
    Storm.Outcome outcome;
    try {
      outcome = new Storm(schedule, size, folder, log).run();
    } finally {
      folder.write("log.txt", log.lines());
    }
    List<String> summary = new ArrayList<>(List.of(command));
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
    folder.write("regressed.txt", outcome.reads().regressions());
  }

  private void requirePositive(String option, int value) {
    if (value <= 0) {
      throw refusal("%s must be at least 1, not %d".formatted(option, value));
    }
  }

  private ParameterException refusal(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
