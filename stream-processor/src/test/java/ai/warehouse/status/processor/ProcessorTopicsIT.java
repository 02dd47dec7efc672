package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Lifecycle;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.StartupWait;
import ai.warehouse.status.service.TopicSetup;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ProcessorTopicsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static KafkaServer kafka;
  private static Admin admin;
  private static int tests;

  @TempDir private Path stateDir;

  /** Topics of its own for each test, on one broker. */
  private final Topics topics = new Topics("test-" + tests++ + "-");

  private final String applicationId = topics.prefix() + "warehouse-status-processor";

  @BeforeAll
  static void startKafka() {
    kafka = TestServers.startKafka();
    admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
  }

  @AfterAll
  static void stopKafka() {
    admin.close();
    kafka.close();
  }

  @Test
  void shouldCreateWhatIsMissingAndKeepWhatIsThere() throws Exception {
    create(new NewTopic(topics.statusEvents().name(), 5, (short) 1));

    int partitions = prepare(Map.of(CommonSettings.TOPICS_PARTITIONS, "2")).partitions();

    assertThat(partitions).isEqualTo(5);
    assertThat(admin.listTopics().names().get())
        .containsAll(topics.all().stream().map(Topic::name).toList());
    assertThat(prepare(Map.of()).partitions()).isEqualTo(5);
  }

  @Test
  void shouldNameAMissingTopicWhenNotToCreateIt() {
    Map<String, String> notToCreate = Map.of(CommonSettings.TOPICS_CREATE, "false");

    assertThatThrownBy(() -> prepare(notToCreate))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("topic " + topics.statusEvents().name() + " is missing");
  }

  @Test
  void shouldRefuseAStatusTopicThatIsNotCompacted() throws Exception {
    create(new NewTopic(topics.status().name(), 1, (short) 1));

    assertThatThrownBy(() -> prepare(Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(
            "topic " + topics.status().name() + " has cleanup.policy=delete and needs compact");
  }

  @Test
  void shouldRefuseAnEventLogThatIsCompacted() throws Exception {
    create(
        new NewTopic(topics.statusEvents().name(), 1, (short) 1)
            .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact")));

    assertThatThrownBy(() -> prepare(Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(
            "topic "
                + topics.statusEvents().name()
                + " has cleanup.policy=compact and needs delete");
  }

  @Test
  void shouldWarnOfAnEventLogThatDeletesAndOfNothingElse() throws Exception {
    create(
        new NewTopic(topics.statusEvents().name(), 1, (short) 1)
            .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "604800000")));
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(TopicSetup.class);
    logger.addAppender(log);
    try {
      prepare(Map.of());
    } finally {
      logger.detachAppender(log);
    }

    assertThat(log.list)
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.getMessage()).contains("deletes", "kafka-configs");
              assertThat(line.getKeyValuePairs())
                  .extracting(Object::toString)
                  .containsExactly(
                      "topic=\"" + topics.statusEvents().name() + "\"",
                      "retention.ms=\"604800000\"");
            });
  }

  @Test
  void shouldRefuseAChangedNumberOfPartitions() throws Exception {
    create(new NewTopic(ProcessorSettings.rekeyedTopic(applicationId), 3, (short) 1));

    assertThatThrownBy(() -> prepare(Map.of(CommonSettings.TOPICS_PARTITIONS, "4")))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining(topics.statusEvents().name() + " has 4 partitions")
        .hasMessageContaining("when it had 3")
        .hasMessageContaining("runbook");
  }

  @Test
  void shouldRefuseAGroupThatAnotherInstallationHas() throws Exception {
    create(new NewTopic("dev-status-events", 1, (short) 1));
    Map<TopicPartition, OffsetAndMetadata> offsets =
        Map.of(new TopicPartition("dev-status-events", 0), new OffsetAndMetadata(0));
    await() // until the group's coordinator knows the new topic
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(ExecutionException.class)
        .until(() -> admin.alterConsumerGroupOffsets("left", offsets).all().get() == null);
    assertRefused("left");
    // Before anything is made for it.
    assertThat(admin.listTopics().names().get()).doesNotContain(topics.status().name());

    for (String protocol : List.of("classic", "consumer")) {
      try (Consumer<byte[], byte[]> member = member(protocol)) {
        await()
            .atMost(PATIENCE)
            .until(
                () -> {
                  member.poll(Duration.ofMillis(100));
                  return !member.assignment().isEmpty();
                });
        assertRefused(protocol);
      }
    }
    try (KafkaStreams member = streamsMember()) {
      member.start();
      await().atMost(PATIENCE).until(() -> member.state() == KafkaStreams.State.RUNNING);
      assertRefused("streams");
    }
  }

  private void assertRefused(String group) {
    assertThatThrownBy(() -> prepare(Map.of(ProcessorSettings.APPLICATION_ID, group)))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll("group " + group, "application.id", "[dev-status-events]");
  }

  /** Has read nothing yet, so that the group has no offsets. */
  private Consumer<byte[], byte[]> member(String protocol) {
    Consumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                protocol,
                "group.protocol",
                protocol,
                "enable.auto.commit",
                "false"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    member.subscribe(List.of("dev-status-events"));
    return member;
  }

  private KafkaStreams streamsMember() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("application.id", "streams");
    properties.put("group.protocol", "streams");
    properties.put("state.dir", stateDir.toString());
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("dev-status-events", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return new KafkaStreams(builder.build(), properties);
  }

  @Test
  void shouldRefuseTheStateOfAnEarlierVersion() throws Exception {
    String changelog = EarlierState.changelog(applicationId);
    create(new NewTopic(changelog, 4, (short) 1));

    assertThatThrownBy(() -> prepare(Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("topic " + changelog + " exists")
        .hasMessageContaining("application.id=" + applicationId)
        .hasMessageContaining("kafka-streams-application-reset")
        .hasMessageContaining("'The state of an earlier version'");
  }

  @Test
  void shouldRefuseToGoOnWithoutTheStateOfTheEventsBefore() throws Exception {
    prepare(Map.of());
    TopicPartition first = new TopicPartition(topics.statusEvents().name(), 0);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(first.topic(), first.partition(), null, null)).get();
    }

    commit(first, 1);

    assertThatThrownBy(() -> prepare(Map.of()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("committed offset 1 of " + first)
        .hasMessageContaining("topic " + applicationId + "-log-offsets-changelog")
        .hasMessageContaining("kafka-streams-application-reset");

    commit(first, 0); // as a reset does
    prepare(Map.of());
  }

  private void commit(TopicPartition partition, long offset) throws Exception {
    admin
        .alterConsumerGroupOffsets(applicationId, Map.of(partition, new OffsetAndMetadata(offset)))
        .all()
        .get();
  }

  private void create(NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
  }

  private ProcessorTopics.Found prepare(Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    all.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    all.put(CommonSettings.TOPICS_PREFIX, topics.prefix());
    Settings settings =
        Settings.of(ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), all);
    StartupWait wait = new StartupWait(settings, new Lifecycle());
    ProcessorTopics.Found found =
        new ProcessorTopics(
                settings,
                ProcessorSettings.admin(settings, ProcessorKafkaKeys.of(settings)),
                topics,
                ProcessorSettings.group(settings),
                new BrokerWait(wait, settings))
            .prepare();
    found.admin().close();
    return found;
  }
}
