package ai.warehouse.status.chaos.publish;

import ai.warehouse.status.chaos.process.Orders;
import ai.warehouse.status.model.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A worker's process that publishes round by round until it is told to finish.
 *
 * <p>What may not have been stored is sent again until it is, also after a kill: every event has an
 * id, so it counts once. Whoever is killed begins anew where its journal ends.
 */
public final class PublisherMain {
  /** Order to finish: end with 0 when all is stored. */
  public static final String FINISH = "finish";

  /** Order that sets the clock, followed by its offset in milliseconds. */
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
   * Takes the brokers, the topics' prefix, the seed, which publisher this is of how many, the
   * number of partitions, records a second, and the journal's path.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Journal journal = new Journal(Path.of(arguments[7]));
    Rounds rounds =
        new Rounds(
            Long.parseLong(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[5]));
    try (RecordSender sender =
        new RecordSender(arguments[0], new Topics(arguments[1]), Integer.parseInt(arguments[6]))) {
      new PublisherMain(journal, rounds, sender).run();
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
      obey();
      publish(rounds.next(round, Instant.now().plus(clockOffset)));
    }
    publish(rounds.rest());
    System.out.println("finished");
  }

  private void obey() {
    for (String order = Orders.next(); order != null; order = Orders.next()) {
      System.out.println("told: " + order);
      if (order.equals(FINISH)) {
        finishing = true;
      } else {
        clockOffset = Duration.ofMillis(Long.parseLong(order.substring(CLOCK.length())));
      }
    }
  }

  private void publish(List<Entry> entries) throws IOException, InterruptedException {
    journal.begin(entries);
    sender.send(entries);
    journal.finish();
  }
}
