package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.embedded.KeyStores;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.service.KafkaRefusal;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.TopicSetup;
import ai.warehouse.status.sink.SinkService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
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

/** Both services with the rights that docs/operations/acls.csv lists, and none beside. */
@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: a broker with TLS, SCRAM and ACLs")
class SecuredSystemIT {
  private static final Logger LOG = LoggerFactory.getLogger(SecuredSystemIT.class);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<Acl> ALL = Acl.documented();

  @TempDir private static Path keys;
  private static KeyStores stores;
  private static EmbeddedDynamoDb dynamoDb;
  private static DynamoDbAsyncClient client;

  @TempDir private Path folder;

  @BeforeAll
  static void startDatabase() {
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
  }

  @AfterAll
  static void stopDatabase() {
    client.close();
    dynamoDb.close();
  }

  @Test
  void shouldWorkWithFewerRightsOnTopicsMadeBefore() throws Exception {
    try (SecuredSystem system = new SecuredSystem(dynamoDb, stores, folder, "fewer-")) {
      system.grant(ALL.stream().filter(acl -> acl.needed().equals("always")).toList());
      new TopicSetup(system.admin).createMissing(SecuredSystem.TOPICS.all(), 2, (short) 1);
      Map<String, String> topicsAreThere = Map.of("topics.create", "false");

      system.startProcessor(topicsAreThere);
      system.startSink(topicsAreThere);

      Story story = story(system, "fewer-");
      story.publish();
      awaitArrival(system, story);
    }
  }

  /** Also that the documented rights are enough, for topics that the services make too. */
  @Test
  void shouldEndWhenARightIsTakenAwayAndLoseNothing() throws Exception {
    Acl toWrite = acl("stream-processor: Write on topic status");
    Acl toRead = acl("sink: Read on topic status-events");
    // Who ended like this is missed by its group for so long, and the next one waits.
    Map<String, String> soonMissed = Map.of("kafka.session.timeout.ms", "6000");
    try (SecuredSystem system = new SecuredSystem(dynamoDb, stores, folder, "taken-")) {
      system.grant(ALL);
      ProcessorService processor = system.startProcessor(soonMissed);
      SinkService sink = system.startSink(soonMissed);
      Story before = story(system, "taken-", "1.4.0");
      before.publish();
      awaitArrival(system, before);

      system.revoke(toWrite);
      system.revoke(toRead);
      Story after = story(system, "taken-", "1.5.0");
      after.publish();

      assertRefused(processor, "Not authorized on topic status: needs Write");
      assertRefused(sink, "Not authorized on topic status-events: needs Read");

      system.stopServices();
      system.grant(List.of(toWrite, toRead));
      system.startProcessor(soonMissed);
      system.startSink(soonMissed);
      await().atMost(PATIENCE).ignoreExceptions().untilAsserted(after::assertStored);
    }
  }

  private static void assertRefused(Service service, String message) {
    assertThat(service.termination())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(KafkaRefusal.class)
        .withMessage(message);
  }

  @Test
  void shouldSayWhyItCannotLogIn() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path foreign = KeyStores.create(elsewhere).trustStore();
    try (SecuredSystem system = new SecuredSystem(dynamoDb, stores, folder, "login-")) {
      String wrong =
          system
              .clientOf(SecuredSystem.SINK)
              .get("sasl.jaas.config")
              .toString()
              .replace("-secret", "");

      assertCannotStart(
          system, Map.of("kafka.sasl.jaas.config", wrong), "Kafka refused the login", "kafka.sasl");
      assertCannotStart(
          system,
          Map.of("kafka.ssl.truststore.location", foreign.toString()),
          "TLS to Kafka failed",
          "kafka.ssl");
      assertCannotStart(
          system, Map.of("kafka.ssl.truststore.location", "/no/such.p12"), "/no/such.p12");
      assertCannotStart(system, Map.of("kafka.ssl.truststore.password", "no"), "password");
    }
  }

  private static void assertCannotStart(
      SecuredSystem system, Map<String, String> settings, String... parts) {
    for (Consumer<Map<String, String>> start :
        List.<Consumer<Map<String, String>>>of(system::startProcessor, system::startSink)) {
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
    try (SecuredSystem system = new SecuredSystem(dynamoDb, stores, folder, prefix)) {
      system.grant(ALL);
      system.revoke(missing);

      Throwable failure =
          catchThrowable(
              () -> {
                system.startProcessor(Map.of());
                system.startSink(Map.of());
                Story story = story(system, prefix);
                story.publish();
                awaitArrival(system, story);
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

  private static Acl acl(String text) {
    return ALL.stream().filter(acl -> acl.toString().equals(text)).findFirst().orElseThrow();
  }

  private static List<Acl> all() {
    return ALL;
  }

  private static Story story(SecuredSystem system, String tablesPrefix) {
    return story(system, tablesPrefix, "1.4.0");
  }

  private static Story story(SecuredSystem system, String tablesPrefix, String version) {
    return new Story(system, new StatusModels(client, new Tables(tablesPrefix)), version);
  }

  private static void awaitArrival(SecuredSystem system, Story story) {
    await()
        .atMost(PATIENCE)
        .failFast("a service has ended", system::throwIfEnded)
        // Tables and topics are missing until a service has made them.
        .ignoreExceptions()
        .untilAsserted(story::assertArrived);
  }
}
