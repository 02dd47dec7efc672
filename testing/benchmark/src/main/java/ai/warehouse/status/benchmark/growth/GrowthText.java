package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Screen;
import ai.warehouse.status.benchmark.Spread;
import ai.warehouse.status.benchmark.growth.Contest.Outcome;

/** Prints the report for people, each part as soon as it is known. */
final class GrowthText {
  private final Screen screen;
  private String fold;
  private String question;
  private boolean sizes;

  GrowthText(Screen screen) {
    this.screen = screen;
  }

  void head() {
    screen.print(
        "%nWhat one event costs in the larger world, divided by what it costs in the smaller one:");
    screen.print("median (least–most) of rounds in which both took turns. 1.00 is flat.");
  }

  void outcome(Outcome outcome) {
    if (!outcome.fold().equals(fold)) {
      fold = outcome.fold();
      question = null;
      screen.print("%nThe fold %s", fold);
    }
    if (!outcome.question().equals(question)) {
      question = outcome.question();
      screen.print("  %s", question);
    }
    screen.print("    %s → %s", outcome.small(), outcome.large());
    screen.print("      time       %s", outcome.time());
    screen.print("      CPU        %s", outcome.cpu());
    bytes("allocated", outcome.allocated(), outcome.allocatedSmall(), outcome.allocatedLarge());
    if (outcome.written() != null) {
      bytes("changelog", outcome.written(), outcome.writtenSmall(), outcome.writtenLarge());
    }
  }

  private void bytes(String name, Spread ratio, double small, double large) {
    screen.print("      %-10s %s, %,.0f → %,.0f bytes", name, ratio, small, large);
  }

  void size(DiskBenchmark.Size size) {
    if (!sizes) {
      sizes = true;
      screen.print("%nState on disk, of builds with %d locales each", size.localesPerBuild());
    }
    screen.print(
        "  %,d builds: %,.1f MB as the fold leaves it, %,.1f MB compacted; %,.0f bytes a build",
        size.builds(), mb(size.asLeft()), mb(size.compacted()), size.bytesPerBuild());
    for (DiskBenchmark.Store store : size.stores()) {
      long rows =
          (long) size.builds() * (store.name().equals("locales") ? size.localesPerBuild() : 1);
      screen.print(
          "    %-14s %,10.1f MB as left, %,10.1f MB compacted; %,.1f bytes a %s",
          store.name(),
          mb(store.asLeft()),
          mb(store.compacted()),
          (double) store.compacted() / rows,
          store.name().equals("locales") ? "locale of a build" : "build");
    }
  }

  private static double mb(long bytes) {
    return bytes / 1e6;
  }
}
