package ai.warehouse.status.chaos.publish;

import ai.warehouse.status.embedded.ChildMain;
import ai.warehouse.status.model.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A worker's process that publishes round by round until told to finish.
 *
 * <p>Records that may not be stored are sent again until they are, also after a kill: every event
 * has an id, so it counts once. After a kill, a publisher goes on where its journal ends.
 */
public final class PublisherMain {
  /** The line that tells a publisher to end, with 0, when all is stored. */
  public static final String FINISH = "finish";

  /** The beginning of a line that sets the clock, followed by its offset in milliseconds. */
  public static final String CLOCK = "clock ";

  private final Journal journal;
  private final Rounds rounds;
  private final RecordSender sender;
  private boolean finishing;
  private Duration clockOffset = Duration.ZERO;

  private PublisherMain(Journal journal, Rounds rounds, RecordSender sender) {
    this.journal = journal;
    this.rounds = rounds;
    this.sender = sender;
  }

  /**
   * Takes the brokers, the topics' prefix, records a second, the journal's path, the seed, the
   * number of this publisher and of all, the number of partitions, and the share of bad records.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Topics topics = new Topics(arguments[1]);
    Rounds rounds =
        new Rounds(
            Long.parseLong(arguments[4]),
            Integer.parseInt(arguments[5]),
            Integer.parseInt(arguments[6]),
            Integer.parseInt(arguments[7]),
            Double.parseDouble(arguments[8]));
    try (RecordSender sender =
        new RecordSender(arguments[0], topics, Integer.parseInt(arguments[2]))) {
      new PublisherMain(new Journal(Path.of(arguments[3])), rounds, sender).run();
    }
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    journal.repair();
    List<Entry> unfinished = journal.unfinished();
    if (!unfinished.isEmpty()) {
      System.out.printf("sends %d again that may not be stored%n", unfinished.size());
      sender.send(unfinished);
      journal.finish();
    }
    for (long round = journal.rounds(); !finishing; round++) {
      readLines();
      publish(rounds.next(round, Instant.now().plus(clockOffset)));
    }
    publish(rounds.rest());
    System.out.println("finished");
  }

  private void readLines() {
    for (String line = ChildMain.nextLine(); line != null; line = ChildMain.nextLine()) {
      System.out.println("received: " + line);
      if (line.equals(FINISH)) {
        finishing = true;
      } else {
        clockOffset = Duration.ofMillis(Long.parseLong(line.substring(CLOCK.length())));
      }
    }
  }

  private void publish(List<Entry> entries) throws IOException, InterruptedException {
    journal.begin(entries);
    sender.send(entries);
    journal.finish();
  }
}
