package ai.warehouse.status.benchmark.path;

import ai.warehouse.status.benchmark.Checkout;
import ai.warehouse.status.benchmark.Fixture;
import ai.warehouse.status.benchmark.Machine;
import ai.warehouse.status.benchmark.Measurement.Run;
import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.ProcessorMain;
import ai.warehouse.status.sink.SinkMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Publisher, stream processor and sink as processes, with topics and tables of their own. */
public final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS_PER_SECOND = 1e9;

  private final String checkout;
  private final Fixture fixture;
  private final Topics topics;
  private final Tables tables;
  private final Map<String, String> settings = new HashMap<>();
  private final ChildJvm processor;
  private final ChildJvm sink;
  private final ChildJvm publisher;
  private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
  private int turns;

  /**
   * What a turn was like.
   *
   * @param rate events a second, from when the first is published until the last is stored with all
   *     that it changes
   * @param cpuMicros CPU of an event in each process
   * @param bytes of an event, in each topic and in each table
   */
  record Turn(double rate, Map<String, Double> cpuMicros, Map<String, Double> bytes) {
    double totalMicros() {
      return cpuMicros.values().stream().mapToDouble(micros -> micros).sum();
    }
  }

  /**
   * Creates topics and tables, and starts the processes.
   *
   * @param database where the sink finds DynamoDB
   */
  public Installation(Checkout checkout, Fixture fixture, URI database, Run run)
      throws IOException {
    this.checkout = checkout.name();
    this.fixture = fixture;
    topics = fixture.newTopics();
    tables = fixture.newTables();
    String broker = fixture.broker().bootstrapServers();
    String state = Files.createTempDirectory(run.folder(), "state-").toString();
    settings.putAll(Map.of("bootstrap.servers", broker, "topics.prefix", topics.prefix()));
    Map<String, String> withState = new HashMap<>(settings);
    withState.put("state.dir", state);
    processor = checkout.start(ProcessorMain.class, withState);
    settings.put("tables.prefix", tables.prefix());
    settings.put("dynamodb.endpoint", database.toString());
    settings.put("dynamodb.region", fixture.dynamoDb().region());
    settings.put("aws.accessKeyId", fixture.dynamoDb().accessKeyId());
    settings.put("aws.secretAccessKey", fixture.dynamoDb().secretAccessKey());
    sink = checkout.start(SinkMain.class, settings);
    publisher =
        checkout
            .child(PublisherMain.class)
            .arguments(List.of(broker, topics.prefix(), Long.toString(run.seed())))
            .start("publisher");
    processes.put("publisher", publisher.handle());
    processes.put("broker", fixture.broker().process());
    processes.put("processor", processor.handle());
    processes.put("sink", sink.handle());
    processes.put("database", fixture.dynamoDb().process());
  }

  String checkout() {
    return checkout;
  }

  /** Returns the topics. */
  public Topics topics() {
    return topics;
  }

  /** Returns the settings of the sink, which are those of any service on both servers. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** Publishes events as fast as Kafka takes them, and waits until all is stored. */
  Turn turn(int events) throws InterruptedException {
    turns++;
    publisher.send(Integer.toString(events));
    await(PublisherMain.READY);
    Map<String, Double> cpuBefore = cpuMicros();
    Map<String, Double> bytesBefore = bytes();
    long begun = System.nanoTime();
    publisher.send("publish");
    await(PublisherMain.PUBLISHED);
    fixture.awaitStored(topics, this::checkAlive);
    double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
    Map<String, Double> cpu = per(events, cpuBefore, cpuMicros());
    Map<String, Double> bytes = per(events, bytesBefore, bytes());
    fixture.empty(tables); // or the database would slow down, as it keeps all in memory
    return new Turn(events / seconds, cpu, bytes);
  }

  /** Throws if the stream processor or the sink has ended. */
  public void checkAlive() {
    processor.checkAlive();
    sink.checkAlive();
  }

  private void await(String answer) throws InterruptedException {
    publisher.awaitOutput(Pattern.compile(answer + turns + "\\."), PATIENCE);
  }

  /** Returns the CPU that each process has taken; other installations share broker and database. */
  Map<String, Double> cpuMicros() {
    Map<String, Double> micros = new LinkedHashMap<>();
    processes.forEach((name, process) -> micros.put(name, Machine.cpuMicros(process)));
    return micros;
  }

  private Map<String, Double> bytes() {
    Map<String, Double> bytes = fixture.broker().bytes(topics.prefix());
    bytes.putAll(fixture.bytes(tables));
    return bytes;
  }

  /** Returns what was added to counts meanwhile, divided by a number. */
  static Map<String, Double> per(
      double number, Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> per = new LinkedHashMap<>();
    after.forEach(
        (name, count) -> per.put(name, (count - before.getOrDefault(name, 0.0)) / number));
    return per;
  }

  @Override
  public void close() {
    publisher.close();
    sink.close();
    processor.close();
  }
}
