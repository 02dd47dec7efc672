package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Publishes one event, as a build worker would. */
@Command(name = "publish", description = "Publishes one event to a running system.")
final class PublishCommand implements Callable<Integer> {
  private static final int GIVE_UP_MS = 10_000;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--bootstrap-server",
      required = true,
      paramLabel = "HOST:PORT",
      description = "The Kafka broker, as the quickstart prints it.")
  private String bootstrapServer;

  @Option(names = "--pkg", required = true, description = "The package.")
  private String pkg;

  @Option(names = "--env", required = true, description = "The environment: dev, test, prod.")
  private String env;

  @Option(names = "--version", required = true, description = "The version.")
  private String version;

  @Option(
      names = "--type",
      defaultValue = "event",
      description = "event, queued, complete, error or ignored (default: ${DEFAULT-VALUE}).")
  private String type;

  @Option(names = "--locale", description = "The locale; none for the build as a whole.")
  private String locale;

  @Option(names = "--total", description = "How many locale builds there are (with queued).")
  private Integer total;

  @Option(names = "--message", description = "Short text for people.")
  private String message;

  @Override
  public Integer call() {
    StatusEvent event = event();
    try (StatusEventPublisher publisher = connect()) {
      RecordMetadata stored = publisher.publish(event).join();
      System.out.printf(
          "Stored in %s, partition %d, offset %d%n",
          stored.topic(), stored.partition(), stored.offset());
      return 0;
    } catch (CompletionException e) {
      throw failed(e.getCause());
    } catch (KafkaException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  private QuickstartException failed(Throwable why) {
    return new QuickstartException(
        "publishing to %s failed: %s".formatted(bootstrapServer, why.getMessage()), why);
  }

  private StatusEvent event() {
    try {
      return StatusEvent.builder()
          .key(new BuildKey(pkg, env, version))
          .kind(EventKind.of(type, false))
          .locale(locale)
          .total(total)
          .message(message)
          .createdAt(Clock.systemUTC().instant())
          .build();
    } catch (InvalidRecordException e) {
      throw new QuickstartException(e.getMessage(), e);
    }
  }

  private StatusEventPublisher connect() {
    return new StatusEventPublisher(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServer,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            GIVE_UP_MS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            GIVE_UP_MS,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            GIVE_UP_MS / 2),
        new Topics(""));
  }
}
