package ai.warehouse.status.chaos.garbage;

import ai.warehouse.status.chaos.world.RunFolder;
import ai.warehouse.status.chaos.world.World;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Floods the system with bad records from the command line. */
@Command(
    name = "garbage",
    description =
        "Sends malformed, oversized, deeply nested, wrongly typed, encoded and keyed records at"
            + " full speed among good ones. Exits with 0 only if nothing ended, the tables are"
            + " right and each bad record is a dead letter that says why.")
public final class GarbageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--records",
      paramLabel = "NUMBER",
      defaultValue = "100000",
      description = "How many bad records (default: ${DEFAULT-VALUE}).")
  private int records;

  @Option(
      names = "--events",
      paramLabel = "NUMBER",
      defaultValue = "50000",
      description = "How many events, once alone and once among them (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "What the bad records are made up from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "${sys:chaos.results:-testing/chaos/results}",
      description =
          "Where a failure's logs and data stay, in a folder of their own"
              + " (default: ${DEFAULT-VALUE}).")
  private Path out;

  /** Runs by the options given. */
  public GarbageCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter screen = spec.commandLine().getOut();
    String begun = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
    RunFolder folder = RunFolder.create(out.resolve("%s-garbage-%d".formatted(begun, seed)));
    List<String> ended = new CopyOnWriteArrayList<>();
    GarbageRun.Outcome outcome;
    screen.println("starting");
    try (World world =
        World.start(
            new World.Size(1, 1, 0, 1, seed),
            folder,
            (name, code) -> ended.add("%s ended by itself with %d".formatted(name, code)))) {
      outcome = new GarbageRun(world, seed, screen::println).run(events, records);
    }
    print(screen, outcome, ended);
    boolean right =
        ended.isEmpty()
            && outcome.tables().isRight()
            && outcome.deadLetters().lost() == 0
            && outcome.deadLetters().wrong() == 0;
    if (right) {
      folder.delete();
    } else {
      folder.write("tables.txt", outcome.tables().differences());
      folder.write("dead-letters.txt", outcome.deadLetters().differences());
      screen.printf("%nlogs and data: %s%n", folder.path());
    }
    screen.println(right ? "RIGHT" : "NOT RIGHT");
    return right ? 0 : 1;
  }

  private static void print(PrintWriter screen, GarbageRun.Outcome outcome, List<String> ended) {
    screen.printf("%nevents among bad records are %.2f times as fast as alone%n", outcome.ratio());
    screen.printf("ended by itself    %,d%n", ended.size());
    ended.forEach(each -> screen.println("          " + each));
    screen.printf("items compared     %,d%n", outcome.tables().compared());
    screen.printf("  lost             %,d%n", outcome.tables().lost());
    screen.printf("  wrong            %,d%n", outcome.tables().wrong());
    screen.printf("bad records sent   %,d%n", outcome.deadLetters().sent());
    screen.printf("dead letters       %,d%n", outcome.deadLetters().letters());
    screen.printf("  lost             %,d%n", outcome.deadLetters().lost());
    screen.printf("  wrong            %,d%n", outcome.deadLetters().wrong());
    outcome
        .deadLetters()
        .reasons()
        .forEach((reason, count) -> screen.printf("%,10d  %s%n", count, reason));
  }
}
