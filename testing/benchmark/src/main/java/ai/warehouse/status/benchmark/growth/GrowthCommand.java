package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.RocksDBException;
import picocli.CommandLine.Command;

/** Measures whether an event costs the same however many locales, builds and versions there are. */
@Command(
    name = "growth",
    description =
        "Whether one event costs the fold the same however many locales, builds and versions there"
            + " are, and how much disk the state takes.",
    footer = "%nIt takes half an hour, and with --quick some three minutes.")
public final class GrowthCommand extends Measurement<GrowthCommand.Sizes> {
  static final int LOCALES = 20; // of an ordinary build

  private static final int VERSIONS = 100; // of an ordinary package

  /**
   * How much is compared.
   *
   * @param locales of a build with many
   * @param builds of a large population
   * @param versions of a package with many
   * @param overtakings how often two builds of a package have moved before each other
   * @param onDisk numbers of builds whose state on disk is measured
   */
  record Sizes(
      int locales,
      int builds,
      int versions,
      int overtakings,
      List<Integer> onDisk,
      int rounds,
      int eventsPerTurn) {
    private static final int MANY = 100_000;

    static final Sizes FULL =
        new Sizes(MANY, 1_000_000, MANY, 10_000, List.of(10_000, MANY, 1_000_000), 21, 5_000);

    static final Sizes QUICK =
        new Sizes(MANY, MANY, MANY, 1_000, List.of(10_000, 30_000), 11, 1_000);
  }

  /** Measures by the options given. */
  public GrowthCommand() {
    super(Sizes.FULL, Sizes.QUICK, Sizes.QUICK);
  }

  @Override
  protected void measure(Sizes sizes, Run run) throws IOException, RocksDBException {
    run.report()
        .print(
            "%nThe cost of an event in a large population of builds divided by that in a small one:"
                + "%nmedian (least–greatest) of rounds in which both took turns. 1.00 is flat.");
    for (boolean cached : new boolean[] {true, false}) {
      run.report().print("%nOn the processor's stores%s", cached ? "" : " with caches of no size");
      new GrowthComparisons(sizes, run, cached).runAll();
    }
    run.report().print("%nState on disk, of builds with %d locales each", LOCALES);
    for (int builds : sizes.onDisk()) {
      run.report().add(onDisk(builds, run));
    }
  }

  private static StateSize onDisk(int builds, Run run) throws IOException, RocksDBException {
    Path folder = Files.createDirectory(run.folder().resolve("on-disk-" + builds));
    int versions = Math.min(builds, VERSIONS);
    try (StoreFixture stores = new StoreFixture(folder, StoreFixture.CACHE_BYTES)) {
      new BuildPopulation(stores, run.report(), run.seed(), builds / versions, versions, LOCALES)
          .complete();
      return StateSize.of(builds, LOCALES, stores.closeStores());
    }
  }
}
