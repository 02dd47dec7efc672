package ai.warehouse.status.example;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.kafka.BuildReporter;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import java.util.List;
import java.util.Map;

/** Pretends to build a package for two locales, and publishes how it goes. */
public final class Worker {
  private static final List<String> LOCALES = List.of("en-US", "de-DE");

  private Worker() {}

  /** Takes the brokers, the package, the environment and the version. */
  public static void main(String[] arguments) {
    BuildKey key = new BuildKey(arguments[1], arguments[2], arguments[3]);
    try (StatusEventPublisher publisher =
        new StatusEventPublisher(Map.of("bootstrap.servers", arguments[0]), new Topics(""))) {
      work(publisher.build(key));
    }
  }

  private static void work(BuildReporter build) {
    build.queued(LOCALES.size());
    for (String locale : LOCALES) {
      // A build that can't be reported goes on all the same, but says so.
      build
          .locale(locale)
          .completed()
          .whenComplete(
              (stored, failure) -> System.out.println(failure == null ? stored : failure));
    }
  }
}
