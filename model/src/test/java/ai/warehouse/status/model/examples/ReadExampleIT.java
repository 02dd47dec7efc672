package ai.warehouse.status.model.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.BuildProgress;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The README's code that reads; {@link ReadmeTest} compares it. */
class ReadExampleIT {
  private static final BuildKey BUILD = new BuildKey("shop", "prod", "1.4.0");
  private static final Instant START = Instant.parse("2026-11-23T20:47:03.120Z");

  private static DynamoDbServer server;
  private static DynamoDbAsyncClient client;

  private final Instant yesterday = START.minus(Duration.ofDays(1));

  @BeforeAll
  static void startDatabase() {
    server = TestServers.sharedDynamoDb();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
            .build();
  }

  @AfterAll
  static void stopDatabase() {
    client.close();
    server.close();
  }

  @Test
  void shouldRead() {
    StatusModels models = new StatusModels(client, new Tables(""));
    models.ensure().join(); // creates what is missing; elsewhere the sink does

    fill(models);

    BuildKey build = new BuildKey("shop", "prod", "1.4.0");
    Status status = models.statuses().findOne(build).join(); // null if nothing is known of it
    StatusHead head = models.statusHeads().findOne(build.packageKey()).join();
    BuildProgress progress = models.progress(build).join();
    System.out.printf(
        "%s: %d of %d locales, %d %%%s%n",
        build, progress.count(), progress.total(), progress.percent(), status.error() ? "!" : "");

    assertThat(head.version()).isEqualTo("1.4.0");
    assertThat(progress).isEqualTo(new BuildProgress(1, 2, 50));

    List<StatusEvent> latest =
        models
            .statusEvents()
            .findAll(build, EventQuery.newestFirst().since(yesterday).limit(10))
            .join();

    assertThat(latest).extracting(StatusEvent::kind).containsExactly(EventKind.COMPLETE);

    models
        .statusEvents()
        .findAllPaged(build, EventQuery.oldestFirst())
        .subscribe(event -> System.out.println(event.createdAt() + " " + event.kind()))
        .join();

    Status now = models.withConsistentReads().statuses().findOne(build).join();

    assertThat(now).isEqualTo(status);
  }

  @Test
  void shouldNameTheMissingTable() {
    StatusModels models = new StatusModels(client, new Tables("elsewhere-"));

    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> models.statuses().findOne(BUILD).join())
        .withCauseInstanceOf(MissingTableException.class)
        .withMessageContaining("table elsewhere-WrhsStatus is missing");
  }

  private static void fill(StatusModels models) {
    models
        .statuses()
        .create(
            Status.builder()
                .key(BUILD)
                .createdAt(START)
                .updatedAt(START)
                .total(2)
                .progress(50)
                .build())
        .join();
    models
        .statusHeads()
        .create(
            StatusHead.builder()
                .key(BUILD.packageKey())
                .version("1.4.0")
                .createdAt(START)
                .updatedAt(START)
                .build())
        .join();
    models.statusCounters().create(new StatusCounter(BUILD, 1, 0)).join();
    models
        .statusEvents()
        .create(
            StatusEvent.builder()
                .key(BUILD)
                .kind(EventKind.COMPLETE)
                .locale("en-US")
                .createdAt(START)
                .build())
        .join();
  }
}
