package ai.warehouse.status.benchmark.path;

import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.embedded.ChildMain;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Publishes as many events as the parent asks for, each time it does. */
final class PublisherMain {
  /** Printed when the next events are made. */
  static final String READY = "ready ";

  /** Printed when Kafka has acknowledged these events. */
  static final String PUBLISHED = "published ";

  private static final long POLL_MS = 5;

  private PublisherMain() {}

  /**
   * Reads lines from the parent: how many events to make, then any line to publish them.
   *
   * @param args bootstrap servers, prefix of the topics, seed
   */
  public static void main(String[] args) throws InterruptedException {
    Workload workload = new Workload(Workload.BUILDS, Workload.LOCALES, Long.parseLong(args[2]));
    try (StatusEventPublisher publisher =
        new StatusEventPublisher(Map.of("bootstrap.servers", args[0]), new Topics(args[1]))) {
      for (int turn = 1; true; turn++) {
        List<StatusEvent> events =
            Stream.generate(workload::next).limit(Integer.parseInt(line())).toList();
        System.out.println(READY + turn + ".");
        line();
        CompletableFuture.allOf(
                events.stream().map(publisher::publish).toArray(CompletableFuture[]::new))
            .join();
        System.out.println(PUBLISHED + turn + ".");
      }
    }
  }

  private static String line() throws InterruptedException {
    String line = ChildMain.nextLine();
    while (line == null) {
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
      line = ChildMain.nextLine();
    }
    return line;
  }
}
