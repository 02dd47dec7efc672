package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Runs a Kafka broker until the process is ended. */
final class BrokerMain {
  /** The line printed when the broker accepts clients, with its {@code bootstrap.servers}. */
  static final Pattern ADDRESS = Pattern.compile("broker at (\\S+)");

  // Or what is left to compact would be compacted beside what is measured.
  private static final String NEVER = Long.toString(Duration.ofHours(12).toMillis());

  private BrokerMain() {}

  /** Starts the broker, whose threads keep the JVM running. */
  public static void main(String[] args) {
    EmbeddedKafka broker =
        EmbeddedKafka.builder().properties(Map.of("log.cleaner.backoff.ms", NEVER)).start();
    System.out.println("broker at " + broker.bootstrapServers());
  }
}
