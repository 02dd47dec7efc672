package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.embedded.KeyStores;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.service.KafkaAccessDeniedException;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.sink.SinkService;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** All services with the rights that docs/operations/acls.csv lists, and none beside. */
@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: a broker with TLS, SCRAM and ACLs")
class SecuredSystemIT {
  private static final Logger LOG = LoggerFactory.getLogger(SecuredSystemIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<Acl> ALL = Acl.documented();
  private static final Map<String, String> PUBLISHING =
      Map.of("publish.enabled", "true", "publish.token", "a-token-of-24-characters");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path keys;
  @TempDir private static Path broker;
  private static KeyStores stores;
  private static EmbeddedDynamoDb dynamoDb;
  private static DynamoDbAsyncClient client;
  private static SecuredSystem system;

  @TempDir private Path folder;

  @BeforeAll
  static void startServers() {
    stores = KeyStores.create(keys);
    dynamoDb = EmbeddedDynamoDb.start();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .build();
    system = new SecuredSystem(dynamoDb, stores, broker, "shared-");
  }

  @AfterEach
  void stopServices() {
    system.stopServices();
  }

  @AfterAll
  static void stopServers() {
    system.close();
    client.close();
    dynamoDb.close();
  }

  /**
   * The documented rights are enough, for topics that the services make too; those for making
   * topics are not needed for topics made before.
   */
  @Test
  void shouldEndWhenARightIsTakenAwayAndLoseNothing() throws Exception {
    List<Acl> taken =
        List.of(
            acl("stream-processor: Write on topic status"),
            acl("sink: Read on topic status-events"),
            acl("status-api: Read on topic status"));
    // Who ended like this is missed by its group for so long, and the next one waits.
    Map<String, String> soonMissed = Map.of("kafka.session.timeout.ms", "6000");
    system.grant(ALL);
    ProcessorService processor = system.startProcessor(soonMissed);
    SinkService sink = system.startSink(soonMissed);
    ApiService api = system.startApi(PUBLISHING);
    assertPublishesAndFollows(system, api);
    Story before = story("1.4.0");
    before.publish();
    awaitArrival(system, () -> before.assertArrived(1));

    system.revoke(taken);
    Story meanwhile = story("1.5.0");
    meanwhile.publish();

    assertRefused(processor, "Not authorized on topic status: needs Write");
    assertRefused(sink, "Not authorized on topic status-events: needs Read");
    assertRefused(api, "Not authorized on topic status: needs Read");

    system.stopServices();
    system.grant(taken);
    system.revoke(ALL.stream().filter(acl -> !acl.needed().equals("always")).toList());
    Map<String, String> topicsAreThere = Map.of("topics.create", "false");
    system.startProcessor(topicsAreThere);
    system.startSink(topicsAreThere);
    ApiService reader = system.startApi(Map.of());
    awaitArrival(system, meanwhile::assertStored);
    assertThat(get(reader, "/status/shop/prod/1.5.0").statusCode()).isEqualTo(200);
    Story after = story("1.6.0");
    after.publish();
    awaitArrival(system, () -> after.assertArrived(3));
  }

  private static void assertRefused(Service service, String message) {
    assertThat(service.termination())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(KafkaAccessDeniedException.class)
        .withMessage(message);
  }

  @Test
  void shouldSayWhyItCannotLogIn() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path foreign = KeyStores.create(elsewhere).trustStore();
    String wrong =
        system
            .clientOf(SecuredSystem.SINK)
            .get("sasl.jaas.config")
            .toString()
            .replace("-secret", "");

    assertCannotStart(
        Map.of("kafka.sasl.jaas.config", wrong), "Kafka refused the login", "kafka.sasl");
    assertCannotStart(
        Map.of("kafka.ssl.truststore.location", foreign.toString()),
        "TLS to Kafka failed",
        "kafka.ssl");
    assertCannotStart(Map.of("kafka.ssl.truststore.location", "/no/such.p12"), "/no/such.p12");
    assertCannotStart(Map.of("kafka.ssl.truststore.password", "no"), "password");
  }

  private static void assertCannotStart(Map<String, String> settings, String... parts) {
    for (Consumer<Map<String, String>> start :
        List.<Consumer<Map<String, String>>>of(
            system::startProcessor, system::startSink, system::startApi)) {
      Throwable failure = catchThrowable(() -> start.accept(settings));
      assertThat(failure).isInstanceOf(StartupException.class);
      assertThat(failure.getMessage()).contains(parts).doesNotContain("secret");
    }
  }

  /** Takes minutes, so only when asked: {@code -Dacls.each=true}. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "acls.each", matches = "true")
  @MethodSource("all")
  void shouldSayWhatIsMissingWithoutAnyOfThem(Acl missing) throws Exception {
    String prefix = "without-" + ALL.indexOf(missing) + "-";
    try (SecuredSystem without = new SecuredSystem(dynamoDb, stores, folder, prefix)) {
      without.grant(ALL);
      without.revoke(List.of(missing));

      Throwable failure =
          catchThrowable(
              () -> {
                without.startProcessor(Map.of());
                without.startSink(Map.of());
                assertPublishesAndFollows(without, without.startApi(PUBLISHING));
                Story story = story(without, prefix, "1.4.0");
                story.publish();
                awaitArrival(without, () -> story.assertArrived(1));
              });

      LOG.atWarn().addKeyValue("acl", missing).setCause(failure).log("Without an ACL");
      assertThat(failure).isNotNull();
      if (missing.operation().equals("Delete")) {
        // Kafka Streams goes on with a warning; what it can't purge takes ever more room.
        assertThat(failure).isInstanceOf(ConditionTimeoutException.class);
      } else {
        assertThat(failure).isNotInstanceOf(ConditionTimeoutException.class);
        assertThat(failure)
            .hasStackTraceContaining(
                missing.resource().equals("transactional-id")
                    ? "transactional ids"
                    : missing.name());
      }
    }
  }

  private static void assertPublishesAndFollows(SecuredSystem system, ApiService api)
      throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    Thread reader =
        new Thread(
            () ->
                HTTP.sendAsync(
                        HttpRequest.newBuilder(uri(api, "/stream/shop/test/1.0.0")).build(),
                        BodyHandlers.ofLines())
                    .thenAccept(stream -> stream.body().forEach(lines::add)));
    reader.setDaemon(true);
    reader.start();
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(uri(api, "/events"))
                .header("Authorization", "Bearer " + PUBLISHING.get("publish.token"))
                .POST(
                    BodyPublishers.ofString(
                        "{\"pkg\":\"shop\",\"env\":\"test\",\"version\":\"1.0.0\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String id = new ObjectMapper().readTree(answer.body()).at("/eventIds/0").asText();
    await()
        .atMost(PATIENCE)
        .failFast("a service has ended", system::throwIfEnded)
        .until(() -> lines.stream().anyMatch(line -> line.contains(id)));
  }

  private static HttpResponse<String> get(ApiService api, String path) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(uri(api, path)).build(), BodyHandlers.ofString());
  }

  private static URI uri(ApiService api, String path) {
    return URI.create("http://127.0.0.1:" + api.port() + path);
  }

  private static Acl acl(String text) {
    return ALL.stream().filter(acl -> acl.toString().equals(text)).findFirst().orElseThrow();
  }

  private static List<Acl> all() {
    return ALL;
  }

  private static Story story(String version) {
    return story(system, "shared-", version);
  }

  private static Story story(SecuredSystem system, String tablesPrefix, String version) {
    return new Story(system, new StatusModels(client, new Tables(tablesPrefix)), version);
  }

  private static void awaitArrival(SecuredSystem system, ThrowingRunnable arrived) {
    await()
        .atMost(PATIENCE)
        .failFast("a service has ended", system::throwIfEnded)
        // Tables and topics are missing until a service has made them.
        .ignoreExceptions()
        .untilAsserted(arrived);
  }
}
