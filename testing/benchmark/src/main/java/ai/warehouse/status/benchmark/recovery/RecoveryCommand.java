package ai.warehouse.status.benchmark.recovery;

import ai.warehouse.status.benchmark.Measurement;
import ai.warehouse.status.benchmark.ScratchFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** Measures recovery from the command line. */
@Command(
    name = "recovery",
    description =
        "How long the stream processor takes to be at work again after a SIGKILL, by the size of its"
            + " state.")
public final class RecoveryCommand extends Measurement<RecoverySizes> {
  /** Measures by the options given. */
  public RecoveryCommand() {
    super(RecoverySizes.FULL, RecoverySizes.QUICK);
  }

  /** Measures with other sizes. */
  RecoveryCommand(RecoverySizes sizes) {
    super(sizes, sizes);
  }

  /** What comes out. */
  public record Figures(List<RecoveryBenchmark.Outcome> recoveries) {}

  @Override
  protected Figures measure(RecoverySizes sizes, Run run) throws IOException, InterruptedException {
    RecoveryText text = new RecoveryText(run.screen());
    text.head(sizes.rate());
    List<RecoveryBenchmark.Outcome> outcomes = new ArrayList<>();
    for (int builds : sizes.builds()) {
      try (ScratchFolder folder = ScratchFolder.create("recovery-")) {
        outcomes.add(
            new RecoveryBenchmark(sizes, run.seed(), folder.path(), run.log()).run(builds));
      }
      text.outcome(outcomes.get(outcomes.size() - 1));
    }
    return new Figures(outcomes);
  }
}
