package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.live.LiveHarness.await;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.live.WaitOutcome.Result;
import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What is live, while the broker is stopped and started again. */
@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: starts again at the same port with the same data")
class LiveOutageIT {
  private static final BuildKey BUILD = new BuildKey("app", "prod", "1.0.0");
  private static final BuildKey OTHER = new BuildKey("other", "prod", "1.0.0");

  private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Status.Builder status(BuildKey build, long revision) {
    return Status.builder()
        .key(build)
        .createdAt(begun)
        .updatedAt(begun)
        .total(10)
        .revision(revision);
  }

  private StatusEvent event(String locale) {
    return StatusEvent.builder()
        .key(BUILD)
        .kind(EventKind.COMPLETE)
        .locale(locale)
        .createdAt(begun)
        .build();
  }

  @Test
  void shouldSayThatTheBrokerIsAwayAndGoOn(@TempDir Path data) {
    try (DynamoDbServer dynamoDb = TestServers.sharedDynamoDb()) {
      EmbeddedKafka kafka = EmbeddedKafka.builder().dataDirectory(data).start();
      try (LiveHarness harness =
          new LiveHarness("outage", kafka, dynamoDb.endpoint(), dynamoDb.endpoint())) {
        harness.store(status(BUILD, 1).build());
        Live live = harness.startAndAwait();
        Client heads = new Client();
        Client build = new Client();
        live.heads(heads);
        live.build(BUILD, build);
        await().until(() -> !heads.all("snapshot").isEmpty() && !build.all("snapshot").isEmpty());
        CompletableFuture<WaitOutcome> stored =
            live.waiting().await(OTHER, true, Duration.ofMinutes(5));
        CompletableFuture<WaitOutcome> published =
            live.waiting().await(BUILD, true, Duration.ofMinutes(5));

        kafka.close();
        await().until(() -> live.kafkaAwaySince() != null);
        await().until(() -> !build.all("upstream").isEmpty() && !heads.all("upstream").isEmpty());
        assertThat(heads.last("upstream").get("what").asText()).isEqualTo("kafka");
        // By a sink that is nearer to the broker.
        harness.store(status(OTHER, 2).complete(true).progress(100).build());
        await().until(stored::isDone);
        assertThat(stored.join().result()).isEqualTo(Result.COMPLETE);
        assertThat(live.termination()).isNotDone();

        try (EmbeddedKafka again =
            EmbeddedKafka.builder().dataDirectory(data).port(kafka.port()).start()) {
          assertThat(again.bootstrapServers()).isEqualTo(kafka.bootstrapServers());
          harness.publish(event("late"));
          harness.publish(status(BUILD, 3).complete(true).progress(100).build());
          await().until(() -> heads.last("upstream").get("ok").asBoolean());
          await().until(published::isDone);
          await()
              .until(
                  () ->
                      build.all("changes").stream()
                          .anyMatch(it -> it.at("/locales/0/locale").asText().equals("late")));
          await().until(() -> !heads.all("changes").isEmpty());
          assertThat(live.kafkaAwaySince()).isNull();
          live.close();
        }
      }
    }
  }
}
