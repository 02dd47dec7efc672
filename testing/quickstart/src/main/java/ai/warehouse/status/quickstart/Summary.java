package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;

/** Prints what the tables hold at the end, and how to go on. */
final class Summary {
  private final PrintStream out;

  Summary(PrintStream out) {
    this.out = out;
  }

  void print(StatusModels models) {
    out.println();
    out.println("Heads: the latest version of each package and environment (WrhsStatusHead)");
    print(
        models.statusHeads().scan().join().stream()
            .sorted(Comparator.comparing(head -> head.key().toString()))
            .map(Summary::line)
            .toList());
    out.println();
    out.println("Statuses: how far each build is (WrhsStatus)");
    print(
        models.statuses().scan().join().stream()
            .sorted(Comparator.comparing(status -> status.key().toString()))
            .map(Summary::line)
            .toList());
  }

  private void print(List<String> lines) {
    lines.stream().limit(ProgressView.MAX_LINES).forEach(line -> out.println("  " + line));
    if (lines.size() > ProgressView.MAX_LINES) {
      out.printf("  ... and %,d more%n", lines.size() - ProgressView.MAX_LINES);
    }
  }

  private static String line(StatusHead head) {
    return "%-20s %-8s %3d %%  %s"
        .formatted(head.key(), head.version(), head.progress(), previous(head.previousVersion()));
  }

  private static String line(Status status) {
    return "%-28s %3d %% of %-3s %-24s %s"
        .formatted(
            status.key(),
            status.progress(),
            status.total() == null ? "?" : status.total(),
            BuildLine.state(status),
            previous(status.previousVersion()));
  }

  private static String previous(String version) {
    return version == null ? "" : "after " + version;
  }

  void printHowToGoOn(LocalSystem system) {
    out.printf(
        """

        All of it is still up. To go on:
          Kafka broker       %1$s
          DynamoDB endpoint  %2$s (any region, any credentials of letters and digits)
          Publish an event, and see its build appear here:
            ./quickstart publish --bootstrap-server %1$s --pkg basket --env dev --version 1.0.0 --type queued --total 2
            ./quickstart publish --bootstrap-server %1$s --pkg basket --env dev --version 1.0.0 --type complete --locale en-US
        Ctrl-C stops it.

        """,
        system.bootstrapServers(), system.dynamoDbEndpoint());
    out.flush();
  }
}
