package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ScratchFolder;
import ai.warehouse.status.benchmark.growth.Contest.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Measures growth from the command line. */
@Command(
    name = "growth",
    description =
        "Whether one event costs the fold the same however many locales, builds and versions there"
            + " are, and how much disk the state takes.",
    footer = "%nIt takes the better part of an hour, and with --quick some three minutes.")
public final class GrowthCommand extends Measurement<GrowthSizes> {
  /** Measures by the options given. */
  public GrowthCommand() {
    super(GrowthSizes.FULL, GrowthSizes.QUICK);
  }

  /** Measures with other sizes. */
  GrowthCommand(GrowthSizes sizes) {
    super(sizes, sizes);
  }

  /** What comes out. */
  public record Figures(List<Outcome> contests, List<DiskBenchmark.Size> disk) {}

  @Override
  protected Figures measure(GrowthSizes sizes, Run run) throws IOException {
    GrowthText text = new GrowthText(run.screen());
    text.head();
    try (ScratchFolder folder = ScratchFolder.create("growth-")) {
      List<Outcome> contests =
          new GrowthBenchmark(sizes, run.seed(), folder.path(), run.log(), text::outcome).run();
      DiskBenchmark onDisk = new DiskBenchmark(run.seed(), folder.path(), run.log());
      List<DiskBenchmark.Size> disk = new ArrayList<>();
      for (int builds : sizes.disk()) {
        DiskBenchmark.Size size = onDisk.run(builds);
        text.size(size);
        disk.add(size);
      }
      return new Figures(contests, disk);
    }
  }
}
