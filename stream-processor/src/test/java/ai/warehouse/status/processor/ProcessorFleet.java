package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TemporaryFolder;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.TopicSetup;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker with the topics, and processors in JVMs of their own, for one test; whatever is still
 * running is ended after it. If the test failed, the ends of the processors' logs are printed.
 */
final class ProcessorFleet implements BeforeEachCallback, AfterEachCallback {
  static final Topics TOPICS = new Topics("fleet-");
  static final int PARTITIONS = 4;
  static final String APPLICATION_ID = "fleet";

  // By default a killed processor is missed after 45 s, and its open transaction, which holds up
  // all readers behind it, is given up after 10 s by a broker that looks for such every 10 s.
  private static final Map<String, String> BROKER =
      Map.of(
          "group.min.session.timeout.ms", "1000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
  private static final Map<String, String> PATIENCE =
      Map.of(
          "kafka.session.timeout.ms", "6000",
          "kafka.heartbeat.interval.ms", "1000");

  private static final Duration AWAIT = Duration.ofMinutes(3);

  private final List<ChildProcessor> started = new ArrayList<>();
  private KafkaServer kafka;
  private TemporaryFolder folder;
  private Admin admin;

  @Override
  public void beforeEach(ExtensionContext context) {
    folder = TemporaryFolder.create("fleet-");
    kafka = TestServers.startKafka(BROKER);
    admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    new TopicSetup(admin).createMissing(TOPICS.all(), PARTITIONS, (short) 1);
    awaitLeaders();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      started.forEach(ChildProcessor::close);
      if (context.getExecutionException().isPresent()) {
        System.err.println("Failed with (..., seed): " + context.getDisplayName());
        started.forEach(child -> System.err.println(child.tail()));
      }
    } finally {
      started.clear();
      admin.close();
      kafka.close();
      folder.close();
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /**
   * Starts a processor with the state that the one of that name before it has left, if any.
   *
   * @param more settings beside the necessary, over their defaults
   */
  ChildProcessor start(String name, Map<String, String> more) {
    ChildProcessor child =
        ChildProcessor.start(name + "-" + started.size(), folder.path(), settings(name, more));
    started.add(child);
    return child;
  }

  /** Starts a processor in this JVM instead; the caller closes it. */
  ProcessorService startHere(String name, Map<String, String> more) {
    ProcessorService service =
        new ProcessorService(
            Settings.of(
                ProcessorSettings.configDef(),
                ProcessorSettings.passThroughPrefixes(),
                settings(name, more)));
    service.start();
    return service;
  }

  /** Runs a processor in this JVM until the tables are right, and then they stay so. */
  void runUntilUpToDate(EventLog log, DerivedTables tables) {
    ReferenceTables expected = ReferenceTables.of(log.events());
    try (ProcessorService service = startHere("only", Map.of())) {
      tables.await(expected);
      assertThat(service.termination()).isNotDone();
    }
    tables.catchUp();
    tables.assertEqualTo(expected);
  }

  private Map<String, String> settings(String name, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(PATIENCE);
    settings.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    settings.put(CommonSettings.TOPICS_PREFIX, TOPICS.prefix());
    settings.put(CommonSettings.HTTP_PORT, "-1");
    settings.put(ProcessorSettings.APPLICATION_ID, APPLICATION_ID);
    settings.put(ProcessorSettings.STATE_DIR, stateDir(name).toString());
    settings.putAll(more);
    return settings;
  }

  /** Deletes the state of the processors of that name, of which none may run. */
  void deleteState(String name) {
    new TemporaryFolder(stateDir(name)).close();
  }

  Path stateDir(String name) {
    return folder.path().resolve("state-" + name);
  }

  EventLog eventLog() {
    return new EventLog(kafka.bootstrapServers(), TOPICS, PARTITIONS);
  }

  DerivedTables tables() {
    return new DerivedTables(kafka.bootstrapServers(), TOPICS);
  }

  /** Waits until so many more changes are published than now, committed or not. */
  void awaitMoreChanges(int more) {
    awaitMore(this::changes, more);
  }

  /** Waits until so many more changes are published or made to the state than now, likewise. */
  void awaitMoreWrites(int more) {
    awaitMore(() -> changes() + changelogRecords(), more);
  }

  private static void awaitMore(LongSupplier records, int more) {
    long now = records.getAsLong();
    await()
        .atMost(AWAIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> records.getAsLong() >= now + more);
  }

  private long changes() {
    return sum(
        ends(
            List.of(
                TOPICS.status().name(),
                TOPICS.statusHead().name(),
                TOPICS.statusCounter().name())));
  }

  private Map<TopicPartition, Long> ends(List<String> topics) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (String topic : topics) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    join(admin.listOffsets(latest).all()).forEach((key, end) -> ends.put(key, end.offset()));
    return ends;
  }

  // A leader that comes up between two requests of a producer may take the second without the
  // first, and then never the first.
  private void awaitLeaders() {
    ends(TOPICS.all().stream().map(Topic::name).toList());
  }

  private static long sum(Map<?, Long> numbers) {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }

  private static <T> T join(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** Waits until the partitions are spread over so many processors. */
  void awaitProcessors(int count) {
    await()
        .atMost(AWAIT)
        .ignoreExceptions() // until there is a group
        .untilAsserted(() -> assertThat(processorsWithPartitions()).hasSize(count));
  }

  // A consumer's name is that of its processor, then "-StreamThread-1-consumer".
  private Set<String> processorsWithPartitions() {
    return join(admin.describeConsumerGroups(List.of(APPLICATION_ID)).all())
        .get(APPLICATION_ID)
        .members()
        .stream()
        .filter(member -> !member.assignment().topicPartitions().isEmpty())
        .map(member -> member.clientId().replaceFirst("-StreamThread-.*", ""))
        .collect(Collectors.toSet());
  }

  /** How many records there are in the changelogs of the state. */
  long changelogRecords() {
    List<String> changelogs =
        join(admin.listTopics().names()).stream()
            .filter(name -> name.startsWith(APPLICATION_ID + "-") && name.endsWith("-changelog"))
            .toList();
    return sum(ends(changelogs));
  }

  /** Waits for just these dead letters, in any order. */
  void awaitDeadLetters(List<String> expected) {
    TopicReader reader = new TopicReader(kafka.bootstrapServers());
    await()
        .atMost(AWAIT)
        .untilAsserted(
            () -> {
              List<String> letters =
                  reader.all(TOPICS.deadLetter()).stream()
                      .map(letter -> new String(letter.value(), StandardCharsets.UTF_8))
                      .toList();
              assertThat(letters).as("dead letters").containsExactlyInAnyOrderElementsOf(expected);
            });
  }

  /** Stops all that run, in order. */
  void stopAll() {
    started.stream().filter(ChildProcessor::isAlive).forEach(ChildProcessor::stop);
  }

  /** How many processors have been killed. */
  long kills() {
    return started.stream().filter(ChildProcessor::killed).count();
  }

  /** How often the group of the processors has shared out the partitions anew. */
  int rebalances() {
    return started.stream().mapToInt(ChildProcessor::generation).max().orElse(0);
  }
}
