package ai.warehouse.status.chaos.world;

import ai.warehouse.status.chaos.cluster.KafkaCluster;
import ai.warehouse.status.chaos.network.PortRange;
import ai.warehouse.status.chaos.process.Member;
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
import ai.warehouse.status.sink.SinkMain;
import ai.warehouse.status.sink.SinkSettings;
import ai.warehouse.status.testing.faults.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * A Kafka cluster of three, DynamoDB Local, processors, sinks and publishers, each a process. The
 * parties reach the brokers, and the sinks the database, through proxies; this process looks on
 * past them.
 */
public final class World implements AutoCloseable {
  private static final int PARTITIONS = 4;
  private static final short REPLICAS = 3;
  private static final int PROCESSOR_HEAP_MB = 192;
  private static final int SINK_HEAP_MB = 128;
  private static final int PUBLISHER_HEAP_MB = 64;
  private static final String PUBLISHERS = "publishers";

  // Else it takes as long to miss a process as the storm may last.
  private static final Map<String, String> PATIENCE =
      Map.of("kafka.session.timeout.ms", "6000", "kafka.heartbeat.interval.ms", "1000");

  // Builds are packed within a storm, and unpacked by late events.
  private static final String PACK_AFTER_MS = "10000";

  private final Topics topics = new Topics("");
  private final Tables tables = new Tables("");
  private final RunFolder folder;
  private final KafkaCluster kafka;
  private final EmbeddedDynamoDb database;
  private final DynamoDbAsyncClient client;
  private final List<Member> processors = new ArrayList<>();
  private final List<Member> sinks = new ArrayList<>();
  private final List<Member> publishers = new ArrayList<>();
  private final List<FaultProxy> databaseProxies = new ArrayList<>();
  private final Thread atExit = new Thread(this::killAll, "kill-all");

  /**
   * How much of what.
   *
   * @param rate records a second that each publisher sends
   * @param seed of what they send
   */
  public record Size(int processors, int sinks, int publishers, int rate, long seed) {}

  private World(Size size, RunFolder folder, BiConsumer<String, Integer> endedByItself) {
    this.folder = folder;
    List<String> parties = new ArrayList<>(List.of(PUBLISHERS));
    parties.addAll(names("processor", size.processors));
    parties.addAll(names("sink", size.sinks));
    PortRange ports = new PortRange();
    kafka = new KafkaCluster(folder.data(), ports, folders(), parties, endedByItself);
    database = EmbeddedDynamoDb.start();
    client = client(database);
    for (String name : names("processor", size.processors)) {
      processors.add(
          member(
              name,
              new Member.Program(ProcessorMain.class, PROCESSOR_HEAP_MB),
              () -> settings(processorSettings(name)),
              endedByItself));
    }
    for (String name : names("sink", size.sinks)) {
      FaultProxy proxy = new FaultProxy(database.endpoint(), ports.next());
      databaseProxies.add(proxy);
      sinks.add(
          member(
              name,
              new Member.Program(SinkMain.class, SINK_HEAP_MB),
              () -> settings(sinkSettings(name, proxy)),
              endedByItself));
    }
    for (int i = 0; i < size.publishers; i++) {
      List<String> arguments = publisherArguments(size, i);
      publishers.add(
          member(
              names("publisher", size.publishers).get(i),
              new Member.Program(PublisherMain.class, PUBLISHER_HEAP_MB),
              () -> arguments,
              endedByItself));
    }
  }

  /** Starts all but the publishers, and returns when the cluster, topics and tables are there. */
  public static World start(Size size, RunFolder folder, BiConsumer<String, Integer> endedByItself)
      throws InterruptedException {
    World world = new World(size, folder, endedByItself);
    Runtime.getRuntime().addShutdownHook(world.atExit);
    try {
      world.kafka.start();
      new TopicSetup(world.kafka.admin()).createMissing(world.topics.all(), PARTITIONS, REPLICAS);
      new StatusModels(world.client, world.tables).ensure().join();
      world.processors.forEach(Member::start);
      world.sinks.forEach(Member::start);
      return world;
    } catch (RuntimeException | InterruptedException e) {
      world.close();
      throw e;
    }
  }

  private Member member(
      String name,
      Member.Program program,
      Supplier<List<String>> arguments,
      BiConsumer<String, Integer> endedByItself) {
    return new Member(name, program, folders(), arguments, endedByItself);
  }

  private Member.Folders folders() {
    return new Member.Folders(folder.logs(), folder.data().resolve("temporary"));
  }

  private static List<String> names(String kind, int count) {
    return Stream.iterate(1, i -> i + 1).limit(count).map(i -> kind + "-" + i).toList();
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

  private static List<String> settings(Map<String, String> settings) {
    return settings.entrySet().stream()
        .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
        .toList();
  }

  private Map<String, String> shared(String party) {
    Map<String, String> settings = new HashMap<>(PATIENCE);
    settings.put(CommonSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers(party));
    settings.put(CommonSettings.TOPICS_PARTITIONS, String.valueOf(PARTITIONS));
    settings.put(CommonSettings.TOPICS_REPLICAS, String.valueOf(REPLICAS));
    settings.put(CommonSettings.HTTP_PORT, "-1");
    return settings;
  }

  private Map<String, String> processorSettings(String name) {
    Map<String, String> settings = shared(name);
    settings.put(ProcessorSettings.APPLICATION_ID, Backlogs.PROCESSORS);
    settings.put(ProcessorSettings.STATE_DIR, stateFolder(name).toString());
    settings.put(ProcessorSettings.PACK_AFTER_MS, PACK_AFTER_MS);
    return settings;
  }

  private Map<String, String> sinkSettings(String name, FaultProxy proxy) {
    Map<String, String> settings = shared(name);
    settings.put(SinkSettings.GROUP_ID, Backlogs.SINKS);
    settings.put(SinkSettings.DYNAMODB_ENDPOINT, proxy.endpoint().toString());
    settings.put(SinkSettings.DYNAMODB_REGION, database.region());
    return settings;
  }

  private List<String> publisherArguments(Size size, int number) {
    return List.of(
        kafka.bootstrapServers(PUBLISHERS),
        topics.prefix(),
        String.valueOf(size.seed),
        String.valueOf(number),
        String.valueOf(size.publishers),
        String.valueOf(PARTITIONS),
        String.valueOf(size.rate),
        journal(number).toString());
  }

  private Path journal(int publisher) {
    return folder.journals().resolve("publisher-%d.txt".formatted(publisher + 1));
  }

  private Path stateFolder(String processor) {
    return folder.data().resolve(processor);
  }

  /** Returns all that the publishers were ever to send, as often as it is in their journals. */
  public List<Entry> sent() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < publishers.size(); i++) {
      entries.addAll(new Journal(journal(i)).entries());
    }
    return entries;
  }

  /** Deletes the state of a processor that isn't running. */
  public void deleteState(Member processor) {
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

  /** Returns the partitions of the event log. */
  public List<TopicPartition> partitionsOfEvents() {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(number -> new TopicPartition(topics.statusEvents().name(), number))
        .toList();
  }

  /** Returns the tables. */
  public Tables tables() {
    return tables;
  }

  /** Returns a client of the database, past the proxies. */
  public DynamoDbAsyncClient client() {
    return client;
  }

  /** Returns the database's process. */
  public long databasePid() {
    return database.pid();
  }

  /** Returns what stands between each sink and the database. */
  public List<FaultProxy> databaseProxies() {
    return databaseProxies;
  }

  /** Returns the processors. */
  public List<Member> processors() {
    return processors;
  }

  /** Returns the sinks. */
  public List<Member> sinks() {
    return sinks;
  }

  /** Returns the publishers. */
  public List<Member> publishers() {
    return publishers;
  }

  /** Returns the name under which publishers reach the brokers. */
  public String publishersParty() {
    return PUBLISHERS;
  }

  /** Kills all processes but the database: those that are paused won't see that we are gone. */
  private void killAll() {
    Stream.of(publishers, processors, sinks, kafka.nodes())
        .flatMap(List::stream)
        .forEach(Member::close);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    killAll();
    databaseProxies.forEach(FaultProxy::close);
    kafka.close();
    client.close();
    database.close();
  }
}
