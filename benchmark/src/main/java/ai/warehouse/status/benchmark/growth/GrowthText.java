package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Spread;
import ai.warehouse.status.benchmark.growth.Contest.Outcome;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints the report for people, each part as soon as it is known. */
final class GrowthText {
  private final PrintWriter out;
  private String fold;
  private String question;
  private boolean sizes;

  GrowthText(PrintWriter out) {
    this.out = out;
  }

  void head(Machine machine, long seed, boolean quick) {
    print("growth%s, seed %d", quick ? " --quick" : "", seed);
    print("%s", machine);
    print("");
    print("What one event costs in the larger world, divided by what it costs in the smaller one:");
    print("median (least–most) of rounds in which both took turns. 1.00 is flat.");
  }

  void outcome(Outcome outcome) {
    if (!outcome.fold().equals(fold)) {
      fold = outcome.fold();
      question = null;
      print("%nThe fold %s", fold);
    }
    if (!outcome.question().equals(question)) {
      question = outcome.question();
      print("  %s", question);
    }
    print("    %s → %s", outcome.small(), outcome.large());
    print("      time       %s", outcome.time());
    print("      CPU        %s", outcome.cpu());
    bytes("allocated", outcome.allocated(), outcome.allocatedSmall(), outcome.allocatedLarge());
    if (outcome.written() != null) {
      bytes("changelog", outcome.written(), outcome.writtenSmall(), outcome.writtenLarge());
    }
  }

  private void bytes(String name, Spread ratio, double small, double large) {
    print("      %-10s %s, %,.0f → %,.0f bytes", name, ratio, small, large);
  }

  void size(DiskBenchmark.Size size) {
    if (!sizes) {
      sizes = true;
      print("%nState on disk, of builds with %d locales each", size.localesPerBuild());
    }
    print(
        "  %,d builds%s: %,.1f MB as the fold leaves it, %,.1f MB compacted; %,.0f bytes a build",
        size.builds(),
        size.packed() ? ", long quiet, so packed" : "",
        mb(size.asLeft()),
        mb(size.compacted()),
        size.bytesPerBuild());
    for (DiskBenchmark.Store store : size.stores()) {
      long rows =
          (long) size.builds() * (store.name().equals("locales") ? size.localesPerBuild() : 1);
      print(
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

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
