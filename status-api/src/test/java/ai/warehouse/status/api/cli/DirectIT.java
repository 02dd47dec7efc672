package ai.warehouse.status.api.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The command line straight at Kafka and DynamoDB. */
@Timeout(120)
class DirectIT {
  private static final Instant CREATED = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final String PREFIX = "cli-";

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static DynamoDbAsyncClient client;
  private static StatusModels models;

  @BeforeAll
  static void store() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .build();
    models = new StatusModels(client, new Tables(PREFIX));
    models.ensure().join();
    store(status("1.3.0", 50, true));
    store(status("1.4.0", 100, false));
    models.statusHeads().create(StatusHead.of(status("1.4.0", 100, false), 7)).join();
    models.statusEvents().create(event("1.4.0", 0, EventKind.QUEUED, null)).join();
    models.statusEvents().create(event("1.4.0", 1, EventKind.COMPLETE, "en-US")).join();
  }

  @AfterAll
  static void close() {
    client.close();
    dynamoDb.close();
    kafka.close();
  }

  // For the command's own client, which finds them there as on a developer's machine.
  @BeforeEach
  void giveCredentials() {
    System.setProperty("aws.accessKeyId", dynamoDb.accessKeyId());
    System.setProperty("aws.secretAccessKey", dynamoDb.secretAccessKey());
  }

  @Test
  void shouldPrintTheStatusOfABuildAndOfTheHead() {
    assertThat(direct("get", "--json", "shop", "prod", "1.3.0").out())
        .isEqualToIgnoringNewLines(
            """
            {"key":"shop!prod!1.3.0","pkg":"shop","env":"prod","version":"1.3.0",\
            "createdAt":"2026-11-23T20:47:03.120Z","updatedAt":"2026-11-23T20:47:03.120Z",\
            "total":2,"progress":50,"complete":false,"error":true,"revision":7}
            """);
    assertThat(direct("get", "shop", "prod").out()).contains("1.4.0", "complete", "100 % of 2");
  }

  @Test
  void shouldSayThatNothingIsKnown() {
    assertThat(direct("get", "shop", "prod", "9.9.9"))
        .isEqualTo(new Called(1, "", "Nothing is known of shop prod 9.9.9\n"));
    assertThat(direct("get", "shop", "test"))
        .isEqualTo(new Called(1, "", "Nothing is known of shop test\n"));
    assertThat(direct("events", "shop", "prod", "1.3.0").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldPrintEvents() {
    assertThat(direct("events", "shop", "prod"))
        .isEqualTo(
            new Called(
                0,
                """
                2026-11-23T20:47:03.120Z  queued   -        step 0
                2026-11-23T20:48:03.120Z  complete en-US    step 1
                """,
                ""));
    assertThat(direct("events", "shop", "prod", "--newest-first", "--limit=1", "--json").out())
        .contains("\"locale\":\"en-US\"")
        .doesNotContain("queued");
  }

  @Test
  void shouldWaitForAnOutcome() throws Exception {
    // given builds that are over, and one that doesn't exist yet
    assertThat(direct("wait", "shop", "prod", "1.4.0").exitCode()).isZero();
    assertThat(direct("wait", "shop", "prod", "1.3.0").exitCode()).isEqualTo(1);
    assertThat(direct("wait", "shop", "prod", "9.9.9", "--timeout=0"))
        .isEqualTo(new Called(3, "", "Nothing is known of shop prod 9.9.9\n"));
    CompletableFuture<Called> waiting =
        CompletableFuture.supplyAsync(
            () -> direct("wait", "--interval=1", "shop", "later", "1.0", "--even-if-failing"));

    // when
    Status later =
        status("1.0", 100, true).with(copy -> copy.key(new BuildKey("shop", "later", "1.0")));
    store(later);

    // then
    assertThat(waiting.get().exitCode()).isZero();
  }

  @Test
  void shouldPublish(@TempDir Path folder) throws Exception {
    // given
    createTopic();
    Path config = Files.writeString(folder.resolve("kafka"), "client.id=cli\ngroup.id=none\n");

    // when
    Called one =
        direct(
            "publish",
            "--kafka-config",
            config.toString(),
            "shop",
            "prod",
            "1.4.0",
            "--locale=de-DE",
            "--type=complete");
    Called many =
        Called.with(
            environment(),
            "{\"pkg\":\"shop\",\"env\":\"prod\",\"version\":\"2\"}\n".repeat(3),
            "publish");

    // then
    assertThat(one.exitCode()).as(one.err()).isZero();
    assertThat(many.out().lines()).as(many.err()).hasSize(3);
    List<String> stored = stored();
    assertThat(stored).hasSize(4);
    assertThat(stored.get(0)).contains("\"locale\":\"de-DE\"", one.out().strip());
  }

  @Test
  void shouldWatchHeadsAndOneBuild() throws Exception {
    // given
    StatusModels tables = new StatusModels(client, new Tables("watch-"));
    tables.ensure().join();
    Status before = status("1", 0, false);
    tables.statuses().create(before).join();
    tables.statusHeads().create(StatusHead.of(before, 7)).join();
    Screen heads = new Screen(watching(), "watch", "--interval=1");
    Screen build = new Screen(watching(), "watch", "--interval=1", "--json", "shop", "prod");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> heads.shows("stalled") && build.shows("snapshot"));

    // when
    Status after = before.with(copy -> copy.progress(100).complete(true).revision(8));
    tables.statuses().create(after).join();
    tables.statusHeads().create(StatusHead.of(after, 8)).join();
    tables.statusEvents().create(event("1", 1, EventKind.COMPLETE, "en-US")).join();

    // then
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> heads.shows("complete") && build.shows("en-US"));
    assertThat(heads.text()).contains("complete 100 % of 2");
    assertThat(build.text()).contains("{\"changes\":{\"build\":{\"pkg\":\"shop\"");

    // when nobody reads any more, which a command notices with the next change
    heads.close();
    build.close();
    Status failing = after.with(copy -> copy.error(true).revision(9));
    tables.statuses().create(failing).join();
    tables.statusHeads().create(StatusHead.of(failing, 9)).join();

    // then
    assertThat(heads.exitCode()).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(0);
    assertThat(build.exitCode()).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(0);
  }

  @Test
  void shouldNameAMissingTable() {
    Called called = direct("get", "--tables-prefix=other-", "shop", "prod", "1.4.0");

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.err()).startsWith("warehouse-status: table other-WrhsStatus is missing");
  }

  @Test
  void shouldSayThatTheDatabaseCannotBeReached() throws IOException {
    // given a port that is taken, so that nobody else can, and doesn't listen
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String nowhere = "http://127.0.0.1:" + deaf.getLocalPort();

      Called called = direct("get", "--dynamodb-endpoint", nowhere, "shop", "prod");

      // In which words depends on which attempt was the last.
      assertThat(called.exitCode()).isEqualTo(2);
      assertThat(called.err().lines()).singleElement().asString().contains("HTTP request");
    }
  }

  @Test
  void shouldSayWhatPublishingNeeds() {
    Called called = Called.with(Map.of(), "", "publish", "shop", "prod", "1");

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.err()).contains("--url", "--bootstrap-servers");
  }

  @Test
  void shouldSayThatKafkaTakesNothing() throws IOException {
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

      Called called =
          direct(
              "publish",
              "--bootstrap-servers=127.0.0.1:" + deaf.getLocalPort(),
              "--timeout=0",
              "shop",
              "prod",
              "1");

      assertThat(called.exitCode()).isEqualTo(2);
      assertThat(called.err())
          .contains("0 of 1 events are stored for certain", "no broker answered");
    }
  }

  private static Called direct(String... arguments) {
    return Called.with(environment(), "", arguments);
  }

  private static Map<String, String> watching() {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("WAREHOUSE_STATUS_TABLES_PREFIX", "watch-");
    return environment;
  }

  private static Map<String, String> environment() {
    return Map.of(
        "WAREHOUSE_STATUS_BOOTSTRAP_SERVERS",
        kafka.bootstrapServers(),
        "WAREHOUSE_STATUS_TOPICS_PREFIX",
        PREFIX,
        "WAREHOUSE_STATUS_DYNAMODB_ENDPOINT",
        dynamoDb.endpoint().toString(),
        "WAREHOUSE_STATUS_DYNAMODB_REGION",
        dynamoDb.region(),
        "WAREHOUSE_STATUS_TABLES_PREFIX",
        PREFIX,
        "WAREHOUSE_STATUS_GROUP_ID",
        "another service's");
  }

  private static Status status(String version, int progress, boolean error) {
    return Status.builder()
        .key(new BuildKey("shop", "prod", version))
        .createdAt(CREATED)
        .updatedAt(CREATED)
        .total(2)
        .progress(progress)
        .complete(progress == 100)
        .error(error)
        .revision(7)
        .build();
  }

  private static void store(Status status) {
    models.statuses().create(status).join();
  }

  private static StatusEvent event(String version, int minute, EventKind kind, String locale) {
    return StatusEvent.builder()
        .key(new BuildKey("shop", "prod", version))
        .kind(kind)
        .locale(locale)
        .message("step " + minute)
        .createdAt(CREATED.plus(Duration.ofMinutes(minute)))
        .build();
  }

  private static void createTopic() throws Exception {
    try (Admin admin = Admin.create(settings())) {
      admin.createTopics(List.of(new NewTopic(topic().topic(), 1, (short) 1))).all().get();
    }
  }

  private static List<String> stored() {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(topic()));
      consumer.seekToBeginning(List.of(topic()));
      long end = consumer.endOffsets(List.of(topic())).get(topic());
      while (consumer.position(topic()) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static TopicPartition topic() {
    return new TopicPartition(new Topics(PREFIX).statusEvents().name(), 0);
  }

  private static Map<String, Object> settings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
