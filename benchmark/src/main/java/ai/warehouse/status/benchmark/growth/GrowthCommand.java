package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Results;
import ai.warehouse.status.benchmark.ScratchFolder;
import ai.warehouse.status.benchmark.growth.Contest.Outcome;
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
import picocli.CommandLine.Spec;

/** Measures growth from the command line. */
@Command(
    name = "growth",
    description =
        "Whether one event costs the fold the same however many locales, builds and versions there"
            + " are, and how much disk the state takes.")
public final class GrowthCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--quick", description = "Less of each, in less than two minutes.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "What the events are made up from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "benchmark/results",
      description = "Where the results go as JSON (default: ${DEFAULT-VALUE}).")
  private Path out;

  private GrowthSizes sizes;

  /** Measures by the options given. */
  public GrowthCommand() {}

  /** Measures with other sizes. */
  GrowthCommand(GrowthSizes sizes) {
    this.sizes = sizes;
  }

  /** All that a run says. */
  public record Report(
      String what,
      Instant begun,
      boolean quick,
      long seed,
      Machine machine,
      List<Outcome> contests,
      List<DiskBenchmark.Size> disk) {}

  @Override
  public Integer call() throws IOException {
    Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PrintWriter screen = spec.commandLine().getOut();
    PrintWriter log = spec.commandLine().getErr();
    Machine machine = Machine.current();
    GrowthSizes chosen = sizes != null ? sizes : quick ? GrowthSizes.QUICK : GrowthSizes.FULL;
    GrowthText text = new GrowthText(screen);
    text.head(machine, seed, quick);
    try (ScratchFolder folder = ScratchFolder.create("growth-")) {
      List<Outcome> contests =
          new GrowthBenchmark(chosen, seed, folder.path(), log, text::outcome).run();
      List<DiskBenchmark.Size> disk = new ArrayList<>();
      for (int builds : chosen.disk()) {
        for (boolean packed : List.of(false, true)) {
          disk.add(new DiskBenchmark(seed, folder.path(), log).run(builds, packed));
          text.size(disk.get(disk.size() - 1));
        }
      }
      Path file = out.resolve("growth-%s.json".formatted(begun.toString().replace(":", "")));
      Results.write(file, new Report("growth", begun, quick, seed, machine, contests, disk));
      screen.printf("%nAll figures: %s%n", file);
    }
    return 0;
  }
}
