package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** Runs a Kafka broker until the JVM that started this one is gone. */
final class BrokerMain {
  // What is left to compact would be compacted beside what is measured.
  private static final String NEVER = Long.toString(Duration.ofHours(12).toMillis());

  private BrokerMain() {}

  /**
   * Starts.
   *
   * @param args the file that gets the address when there is one
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (EmbeddedKafka kafka =
        EmbeddedKafka.builder().properties(Map.of("log.cleaner.backoff.ms", NEVER)).start()) {
      Files.writeString(unfinished, kafka.bootstrapServers());
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      // However the other JVM ends, the system closes its end of this.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
