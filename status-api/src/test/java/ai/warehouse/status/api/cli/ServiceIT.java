package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.api.ApiSettings;
import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.TopicSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The command line by way of a real service. */
@Timeout(180)
class ServiceIT {
  private static final Instant CREATED = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String PREFIX = "cli-service-";
  private static final String TOKEN = "a-token-of-24-characters";

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static DynamoDbAsyncClient client;
  private static ApiService service;

  @BeforeAll
  static void start() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
    try (Admin admin = Admin.create(settings())) {
      new TopicSetup(admin).createMissing(new Topics(PREFIX).all(), 2, (short) 1);
    }
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .build();
    StatusModels models = new StatusModels(client, new Tables(PREFIX));
    models.ensure().join();
    Status building = status("@shop/cart", false);
    models.statuses().create(building).join();
    models.statusHeads().create(StatusHead.of(building, 7)).join();
    service =
        new ApiService(
            ApiSettings.of(
                Map.of(
                    "bootstrap.servers",
                    kafka.bootstrapServers(),
                    "topics.prefix",
                    PREFIX,
                    "tables.prefix",
                    PREFIX,
                    "http.port",
                    "-1",
                    "api.port",
                    "0",
                    "publish.enabled",
                    "true",
                    "publish.token",
                    TOKEN)),
            client);
    service.start();
  }

  @AfterAll
  static void close() {
    service.close();
    client.close();
    dynamoDb.close();
    kafka.close();
  }

  @Test
  void shouldReadAScopedPackage() {
    assertThat(call("get", "--json", "@shop/cart", "prod").out())
        .isEqualTo(new String(StatusJson.write(status("@shop/cart", false)), UTF_8) + "\n");
    assertThat(call("get", "@shop/cart", "prod", "9.9.9").exitCode()).isEqualTo(1);
    assertThat(call("get", "@shop/none", "prod").exitCode()).isEqualTo(1);
    assertThat(call("events", "@shop/cart", "prod").exitCode()).isEqualTo(1);
    assertThat(call("wait", "@shop/cart", "prod", "1.4.0", "--timeout=0").exitCode()).isEqualTo(3);
  }

  @Test
  void shouldWaitUntilTheBuildIsComplete() throws Exception {
    CompletableFuture<Called> waiting =
        CompletableFuture.supplyAsync(() -> call("wait", "--json", "shop", "wait", "1.4.0"));
    Status complete =
        status("shop", true).with(copy -> copy.key(new BuildKey("shop", "wait", "1.4.0")));

    // Again and again, as nobody sees when the command has begun to wait.
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer())) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                producer.send(
                    new ProducerRecord<>(
                        new Topics(PREFIX).status().name(),
                        complete.key().toString(),
                        StatusJson.write(complete)));
                return waiting.isDone();
              });
    }

    assertThat(waiting.get())
        .isEqualTo(new Called(0, new String(StatusJson.write(complete), UTF_8) + "\n", ""));
  }

  @Test
  void shouldSeeWhatIsPublished() throws Exception {
    Screen screen = new Screen(environment(""), "watch", "shop", "seen", "1.4.0");

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Called published =
                  call(
                      "publish",
                      "shop",
                      "seen",
                      "1.4.0",
                      "--type=error",
                      "--locale=de-DE",
                      "--message=no disk",
                      "--event-id=8d8ac610-566d-4ef0-9c22-186b2a5ed793");
              assertThat(published)
                  .isEqualTo(new Called(0, "8d8ac610-566d-4ef0-9c22-186b2a5ed793\n", ""));
              return screen.text().contains("  error    de-DE    no disk\n");
            });

    screen.close();
  }

  @Test
  void shouldRefuseAWrongToken() {
    Called called =
        Called.with(environment("-not"), "", "publish", "shop", "prod", "1.4.0", "--timeout=0");

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.err()).contains("HTTP 401").doesNotContain(TOKEN);
  }

  private static Called call(String... arguments) {
    return Called.with(environment(""), "", arguments);
  }

  private static Map<String, String> environment(String behindToken) {
    return Map.of(
        "WAREHOUSE_STATUS_URL",
        "http://127.0.0.1:" + service.port(),
        "WAREHOUSE_STATUS_TOKEN",
        TOKEN + behindToken);
  }

  private static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private static Status status(String pkg, boolean complete) {
    return Status.builder()
        .key(new BuildKey(pkg, "prod", "1.4.0"))
        .createdAt(CREATED)
        .updatedAt(CREATED)
        .total(1)
        .progress(complete ? 100 : 0)
        .complete(complete)
        .error(false)
        .revision(7)
        .build();
  }
}
