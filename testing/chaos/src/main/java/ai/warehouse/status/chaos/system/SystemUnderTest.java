package ai.warehouse.status.chaos.system;

import ai.warehouse.status.chaos.network.PortRange;
import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.chaos.publish.Journal;
import ai.warehouse.status.chaos.publish.PublisherMain;
import ai.warehouse.status.embedded.EmbeddedDynamoDb;
import ai.warehouse.status.embedded.TemporaryFolder;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorMain;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.TopicSetup;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.sink.SinkMain;
import ai.warehouse.status.sink.SinkSettings;
import ai.warehouse.status.testing.faults.FaultProxy;
import ai.warehouse.status.testing.lag.ConsumerLagCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * A Kafka cluster of three, DynamoDB Local, processors, sinks and publishers, each a process. The
 * parties reach the brokers, and the sinks the database, through proxies; this process observes
 * past them.
 */
public final class SystemUnderTest implements AutoCloseable {
  /** The party of all publishers at the brokers. */
  public static final String PUBLISHERS = "publishers";

  private static final String APPLICATION_ID = "warehouse-status-processor";
  private static final String GROUP_ID = "warehouse-status-sink";
  private static final int PARTITIONS = 4;
  private static final short REPLICAS = 3;
  private static final int PROCESSOR_HEAP_MB = 192;
  private static final int SINK_HEAP_MB = 128;
  private static final int PUBLISHER_HEAP_MB = 64;
  private static final Duration POLL = Duration.ofMillis(200);

  // Else Kafka takes as long to miss a process as the storm may last.
  private static final Map<String, String> TIMEOUTS =
      Map.of("kafka.session.timeout.ms", "6000", "kafka.heartbeat.interval.ms", "1000");

  private final Topics topics = new Topics("");
  private final Tables tables = new Tables("");
  private final RunFolder folder;
  private final BiConsumer<String, Integer> endedByItself;
  private final PortRange ports = new PortRange();
  private final KafkaCluster kafka;
  private final EmbeddedDynamoDb database = EmbeddedDynamoDb.start();
  private final DynamoDbAsyncClient client = client(database);
  private final List<ManagedProcess> processors;
  private final List<ManagedProcess> sinks;
  private final List<ManagedProcess> publishers;
  private final List<FaultProxy> databaseProxies = new ArrayList<>();

  /**
   * The numbers of processes, and what the publishers send.
   *
   * @param rate records a second from each publisher
   * @param badRecords the share of records that have to be rejected, from 0 to less than 1
   * @param seed of the records
   */
  public record Size(
      int processors, int sinks, int publishers, int rate, double badRecords, long seed) {}

  private SystemUnderTest(Size size, RunFolder folder, BiConsumer<String, Integer> endedByItself) {
    this.folder = folder;
    this.endedByItself = endedByItself;
    List<String> parties =
        Stream.of(
                List.of(PUBLISHERS), names("processor", size.processors), names("sink", size.sinks))
            .flatMap(List::stream)
            .toList();
    kafka = new KafkaCluster(folder, ports, parties, endedByItself);
    processors = names("processor", size.processors).stream().map(this::processor).toList();
    sinks = names("sink", size.sinks).stream().map(this::sink).toList();
    publishers =
        IntStream.range(0, size.publishers).mapToObj(number -> publisher(size, number)).toList();
  }

  /** Starts all but the publishers, and returns when the cluster, topics and tables are there. */
  public static SystemUnderTest start(
      Size size, RunFolder folder, BiConsumer<String, Integer> endedByItself)
      throws InterruptedException {
    SystemUnderTest system = new SystemUnderTest(size, folder, endedByItself);
    try {
      system.kafka.start();
      new TopicSetup(system.kafka.admin()).createMissing(system.topics.all(), PARTITIONS, REPLICAS);
      new StatusModels(system.client, system.tables).ensure().join();
      system.processors.forEach(ManagedProcess::start);
      system.sinks.forEach(ManagedProcess::start);
      return system;
    } catch (RuntimeException | InterruptedException e) {
      system.close();
      throw e;
    }
  }

  private ManagedProcess processor(String name) {
    Map<String, String> settings = shared(name);
    settings.put(ProcessorSettings.APPLICATION_ID, APPLICATION_ID);
    settings.put(ProcessorSettings.STATE_DIR, stateFolder(name).toString());
    return process(name, ProcessorMain.class, PROCESSOR_HEAP_MB, arguments(settings));
  }

  private ManagedProcess sink(String name) {
    FaultProxy proxy = new FaultProxy(database.endpoint(), ports.next());
    databaseProxies.add(proxy);
    Map<String, String> settings = shared(name);
    settings.put(SinkSettings.GROUP_ID, GROUP_ID);
    settings.put(DynamoDbSettings.DYNAMODB_ENDPOINT, proxy.endpoint().toString());
    settings.put(DynamoDbSettings.DYNAMODB_REGION, database.region());
    return process(name, SinkMain.class, SINK_HEAP_MB, arguments(settings));
  }

  private ManagedProcess publisher(Size size, int number) {
    List<Object> arguments =
        List.of(
            kafka.bootstrapServers(PUBLISHERS),
            topics.prefix(),
            size.rate,
            journal(number),
            size.seed,
            number,
            size.publishers,
            PARTITIONS,
            size.badRecords);
    return process(
        names("publisher", size.publishers).get(number),
        PublisherMain.class,
        PUBLISHER_HEAP_MB,
        arguments.stream().map(Object::toString).toList());
  }

  private ManagedProcess process(String name, Class<?> main, int heapMb, List<String> arguments) {
    return new ManagedProcess(name, main, heapMb, arguments, folder.logs(), endedByItself);
  }

  private Map<String, String> shared(String party) {
    Map<String, String> settings = new HashMap<>(TIMEOUTS);
    settings.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers(party));
    settings.put(CommonSettings.TOPICS_PARTITIONS, String.valueOf(PARTITIONS));
    settings.put(CommonSettings.TOPICS_REPLICAS, String.valueOf(REPLICAS));
    settings.put(CommonSettings.HTTP_PORT, "-1");
    return settings;
  }

  private static List<String> arguments(Map<String, String> settings) {
    return settings.entrySet().stream()
        .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
        .toList();
  }

  private static List<String> names(String kind, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> kind + "-" + number).toList();
  }

  private static DynamoDbAsyncClient client(EmbeddedDynamoDb database) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(database.endpoint())
        .region(Region.of(database.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(database.accessKeyId(), database.secretAccessKey())))
        .build();
  }

  private Path journal(int publisher) {
    return folder.journals().resolve("publisher-%d.txt".formatted(publisher + 1));
  }

  private Path stateFolder(String processor) {
    return folder.data().resolve(processor);
  }

  /** Returns all records of the publishers' journals, as often as they are there. */
  public List<Entry> sent() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < publishers.size(); i++) {
      entries.addAll(new Journal(journal(i)).entries());
    }
    return entries;
  }

  /**
   * Waits until processors and sinks have acknowledged all records; returns whether they have in
   * that time.
   */
  public boolean awaitNoLag(Duration timeout) throws InterruptedException {
    long giveUp = System.nanoTime() + timeout.toNanos();
    try (ConsumerLagCheck lag = new ConsumerLagCheck(kafka.bootstrapServers())) {
      while (!isZero(lag)) {
        if (System.nanoTime() > giveUp) {
          return false;
        }
        Thread.sleep(POLL.toMillis());
      }
      return true;
    }
  }

  // The processors' first: what they process becomes the sinks'.
  private boolean isZero(ConsumerLagCheck lag) {
    try {
      return lag.isZero(
              APPLICATION_ID,
              List.of(topics.statusEvents().name(), ProcessorSettings.rekeyedTopic(APPLICATION_ID)))
          && lag.isZero(
              GROUP_ID,
              List.of(
                  topics.statusEvents().name(),
                  topics.status().name(),
                  topics.statusHead().name(),
                  topics.statusCounter().name()));
    } catch (KafkaException e) {
      return false; // a broker that has just come back doesn't know all partitions yet
    }
  }

  /** Deletes the state of a processor that doesn't run. */
  public void deleteState(ManagedProcess processor) {
    new TemporaryFolder(stateFolder(processor.name())).close();
  }

  /** Returns the cluster. */
  public KafkaCluster kafka() {
    return kafka;
  }

  /** Returns the topics. */
  public Topics topics() {
    return topics;
  }

  /** Returns the tables. */
  public Tables tables() {
    return tables;
  }

  /** Returns a client of the database, past the proxies. */
  public DynamoDbAsyncClient client() {
    return client;
  }

  /** Returns the database. */
  public EmbeddedDynamoDb database() {
    return database;
  }

  /** Returns the proxy between each sink and the database. */
  public List<FaultProxy> databaseProxies() {
    return databaseProxies;
  }

  /** Returns the processors. */
  public List<ManagedProcess> processors() {
    return processors;
  }

  /** Returns the sinks. */
  public List<ManagedProcess> sinks() {
    return sinks;
  }

  /** Returns the publishers. */
  public List<ManagedProcess> publishers() {
    return publishers;
  }

  @Override
  public void close() {
    Stream.of(publishers, processors, sinks).flatMap(List::stream).forEach(ManagedProcess::close);
    databaseProxies.forEach(FaultProxy::close);
    kafka.close();
    client.close();
    database.close();
  }
}
