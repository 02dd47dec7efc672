package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Two installations on one cluster, which nothing but their prefixes tells apart. */
class NeighboursIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PARTITIONS = 2;

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static DynamoDbAsyncClient client;

  @TempDir private Path stateDir;
  private final List<Service> services = new ArrayList<>();

  @BeforeAll
  static void startServers() {
    CompletableFuture<KafkaServer> starting =
        CompletableFuture.supplyAsync(TestServers::sharedKafka);
    dynamoDb = TestServers.sharedDynamoDb();
    kafka = starting.join();
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
  static void stopServers() {
    client.close();
    dynamoDb.close();
    kafka.close();
  }

  // All at once: a processor that gets another's partitions can't leave before the other has.
  @AfterEach
  void stopServices() {
    CompletableFuture.allOf(
            services.stream()
                .map(service -> CompletableFuture.runAsync(() -> stop(service)))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static void stop(Service service) {
    try {
      service.close();
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  @Test
  void shouldEachFoldTheirOwnAndRefuseTheOthersGroupsAndState() throws Exception {
    ProcessorService dev = processor("dev-", Map.of());
    dev.start();
    processor("prod-", Map.of()).start();
    sink("dev-", Map.of()).start();
    sink("prod-", Map.of()).start();

    publish("dev-", "1.0.0");
    publish("prod-", "2.0.0");

    assertHoldsOnly("dev-", "1.0.0", "2.0.0");
    assertHoldsOnly("prod-", "2.0.0", "1.0.0");
    assertThat(services).noneMatch(service -> service.termination().isDone());
    assertRefused(
        processor("test-", Map.of("application.id", "dev-warehouse-status-processor")),
        "dev-warehouse-status-processor",
        "application.id");
    assertRefused(
        sink("test-", Map.of("group.id", "prod-warehouse-status-sink")),
        "prod-warehouse-status-sink",
        "group.id");

    dev.close();
    forgetGroup("dev-warehouse-status-processor");
    ProcessorService test =
        processor("test-", Map.of("application.id", "dev-warehouse-status-processor"));
    test.start();
    assertThat(test.termination())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withMessageContaining("application.id=dev-warehouse-status-processor")
        .withMessageContaining("from topic dev-status-events")
        .withMessageContaining("reads test-status-events");
  }

  /** As brokers do with the offsets of a group that has been empty for seven days. */
  private static void forgetGroup(String id) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.deleteConsumerGroups(List.of(id)).all().get();
    }
  }

  private static void assertRefused(Service service, String group, String key) {
    String prefix = group.substring(0, group.indexOf('-') + 1);
    assertThatThrownBy(service::start)
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(group, key, prefix + "status-events");
  }

  /** Both kinds at once, as each takes the seconds until somebody looks at the group. */
  @Test
  void shouldEndOneOfTwoThatStartInOneGroupAtOnce() {
    List<CompletableFuture<Void>> ends =
        List.of(
            anyEnd(prefix -> processor(prefix, Map.of("application.id", "both-processors"))),
            anyEnd(prefix -> sink(prefix, Map.of("group.id", "both-sinks"))));

    assertThat(ends)
        .allSatisfy(
            end ->
                assertThat(end)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(StartupException.class)
                    .withMessageMatching(".*both-.*\\[(left|right)-status-events\\].*"));
  }

  /** Whichever it is: by its check at the start, or in the run where both have passed that. */
  private static CompletableFuture<Void> anyEnd(Function<String, Service> create) {
    return CompletableFuture.anyOf(
            Stream.of("left-", "right-")
                .map(create)
                .map(
                    service ->
                        CompletableFuture.runAsync(service::start)
                            .thenCompose(started -> service.termination()))
                .toArray(CompletableFuture[]::new))
        .thenAccept(ended -> {});
  }

  private ProcessorService processor(String prefix, Map<String, String> more) {
    Map<String, String> values = common(prefix, more);
    values.put(ProcessorSettings.STATE_DIR, stateDir.resolve(prefix).toString());
    return added(
        new ProcessorService(
            Settings.of(
                ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), values)));
  }

  private SinkService sink(String prefix, Map<String, String> more) {
    Map<String, String> values = common(prefix, more);
    values.put(DynamoDbSettings.TABLES_PREFIX, prefix);
    values.put(SinkSettings.TABLES_CREATE, "true");
    return added(new SinkService(SinkSettings.of(values), client));
  }

  private static Map<String, String> common(String prefix, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("bootstrap.servers", kafka.bootstrapServers());
    values.put("topics.prefix", prefix);
    values.put("topics.partitions", String.valueOf(PARTITIONS));
    values.put("http.port", "-1");
    return values;
  }

  private <T extends Service> T added(T service) {
    services.add(service);
    return service;
  }

  /** One event for each partition, so that half of them are re-keyed. */
  private static void publish(String prefix, String version) {
    String topic = new Topics(prefix).statusEvents().name();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        byte[] value =
            """
            {"pkg":"shop","env":"e","version":"%s","eventType":"complete","locale":"l%d"}
            """
                .formatted(version, partition)
                .getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, null, value));
      }
    }
  }

  private static void assertHoldsOnly(String prefix, String version, String othersVersion) {
    StatusModels models = new StatusModels(client, new Tables(prefix));
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(CompletionException.class)
        .untilAsserted(
            () ->
                assertThat(models.statusCounters().findOne(build(version)).join())
                    .isNotNull()
                    .satisfies(counter -> assertThat(counter.count()).isEqualTo(PARTITIONS)));
    assertThat(models.statuses().findOne(build(othersVersion)).join()).isNull();
  }

  private static BuildKey build(String version) {
    return new BuildKey("shop", "e", version);
  }
}
