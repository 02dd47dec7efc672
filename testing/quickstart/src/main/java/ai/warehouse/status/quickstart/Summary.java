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
          Board              %1$s
          Kafka broker       %2$s
          DynamoDB endpoint  %3$s (any region, any credentials of letters and digits)
          Publish events, and see their build appear here and on the board:
            curl %1$sevents -H 'Authorization: Bearer %4$s' \\
              -d '{"pkg": "basket", "env": "dev", "version": "1.0.0", "eventType": "queued", "total": 2}'
            curl %1$sevents -H 'Authorization: Bearer %4$s' \\
              -d '{"pkg": "basket", "env": "dev", "version": "1.0.0", "eventType": "complete", "locale": "en-US"}'
        Ctrl-C stops it.

        """,
        system.board(),
        system.bootstrapServers(),
        system.dynamoDbEndpoint(),
        LocalSystem.PUBLISH_TOKEN);
    out.flush();
  }
}
