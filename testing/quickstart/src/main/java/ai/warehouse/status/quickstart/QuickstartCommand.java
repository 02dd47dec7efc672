package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.kafka.StatusEventPublisher;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the system, publishes events and shows the tables that result. */
@Command(
    name = "quickstart",
    description =
        "Starts a Kafka broker, DynamoDB Local, the stream processor, the sink and status-api, lets"
            + " simulated workers publish several builds at once, and shows their progress in the"
            + " terminal and on the board, a page for the browser.")
final class QuickstartCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final int MAX_PARTITIONS = 1_000;
  private static final int MAX_BUILDS = 1_000;
  private static final int MAX_LOCALES = 10_000;
  private static final int MAX_LOCALE_BUILDS = 50_000; // all events are planned in memory
  private static final long SEED = 20L;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description =
          "Publish each line of FILE (- for standard input) as one record value, unparsed, instead"
              + " of the simulation; the key is pkg!env where the line can be read, else none.")
  private String events;

  @Option(
      names = "--dump",
      paramLabel = "DIR",
      description =
          "When everything published is processed and stored, write status-event.ndjson,"
              + " status.ndjson, status-head.ndjson, status-counter.ndjson and dead-letter.ndjson"
              + " into DIR, one item a line.")
  private Path dump;

  @Option(names = "--exit", description = "Leave when done, instead of staying up until Ctrl-C.")
  private boolean exit;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the broker; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--dynamodb-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of DynamoDB Local; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int dynamoDbPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the board; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int httpPort;

  @Option(
      names = "--builds",
      paramLabel = "N",
      defaultValue = "7",
      description =
          "How many builds are simulated, N x M at most 50,000 (default: ${DEFAULT-VALUE}).")
  private int builds;

  @Option(
      names = "--locales",
      paramLabel = "M",
      defaultValue = "20",
      description = "How many locales each of them has (default: ${DEFAULT-VALUE}).")
  private int locales;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  private final PrintStream out;
  private final boolean interactive;

  /** Prints to the stream; redraws in place if the terminal is interactive. */
  QuickstartCommand(PrintStream out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    LocalSystem.Plan plan = new LocalSystem.Plan(kafkaPort, dynamoDbPort, httpPort, partitions);
    try (LocalSystem system = LocalSystem.start(plan, out::println)) {
      Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
      out.printf("%nBoard: %s%n%n", system.board());
      publish(system);
      finish(system);
      return 0;
    }
  }

  private void check() {
    within("--kafka-port", kafkaPort, 0, MAX_PORT);
    within("--dynamodb-port", dynamoDbPort, 0, MAX_PORT);
    within("--http-port", httpPort, 0, MAX_PORT);
    within("--partitions", partitions, 1, MAX_PARTITIONS);
    within("--builds", builds, 1, MAX_BUILDS);
    within("--locales", locales, 1, MAX_LOCALES);
    within("--builds times --locales", builds * locales, 1, MAX_LOCALE_BUILDS);
    if (events != null) {
      new EventFile(events).check();
    }
    if (dump != null) {
      new DumpFolder(dump).check();
    }
  }

  private void within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s: %d is not between %d and %d".formatted(option, value, least, most));
    }
  }

  private void publish(LocalSystem system) throws InterruptedException {
    if (events == null) {
      simulate(system);
    } else {
      publishFile(system);
    }
  }

  private void simulate(LocalSystem system) throws InterruptedException {
    List<PlannedEvent> plan =
        new SimulationPlan(SEED, Clock.systemUTC().instant(), builds, locales, !exit).events();
    out.printf("Simulated workers publish %,d builds of %,d locales:%n%n", builds, locales);
    try (StatusEventPublisher publisher =
            new StatusEventPublisher(producerSettings(system), system.topics());
        SimulatedWorkers workers = new SimulatedWorkers(publisher)) {
      CompletableFuture<Void> published = workers.publish(plan);
      watch(system, published.thenRunAsync(() -> awaitStored(system)));
    }
  }

  private void publishFile(LocalSystem system) throws InterruptedException {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producerSettings(system), new ByteArraySerializer(), new ByteArraySerializer())) {
      String topic = system.topics().statusEvents().name();
      long lines = new EventFile(events).publish(producer, topic);
      out.printf("Published %,d lines of %s%n%n", lines, events);
    }
    watch(system, CompletableFuture.runAsync(() -> awaitStored(system)));
  }

  private static Map<String, Object> producerSettings(LocalSystem system) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, system.bootstrapServers());
    return settings;
  }

  private static void awaitStored(LocalSystem system) {
    try {
      system.awaitStored();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QuickstartException("interrupted", e);
    }
  }

  private void watch(LocalSystem system, CompletableFuture<Void> done) throws InterruptedException {
    ProgressView view = interactive ? new TerminalView(out) : new PlainView(out);
    new ProgressWatch(system.models(), view, system::checkAlive).until(done);
  }

  private void finish(LocalSystem system) throws InterruptedException {
    Summary summary = new Summary(out);
    summary.print(system.models());
    if (dump != null) {
      DumpFolder folder = new DumpFolder(dump);
      new TableDump(system.dynamoDb()).write(system.tables(), folder);
      new DeadLetterDump(system.bootstrapServers(), system.topics().deadLetter().name())
          .write(folder);
      out.printf("%nWrote the tables and the dead letters into %s%n", dump);
    }
    if (!exit) {
      summary.printHowToGoOn(system);
      PlainView changes = new PlainView(out);
      changes.takeAsShown(system.models().statuses().scan().join());
      new ProgressWatch(system.models(), changes, system::checkAlive)
          .until(new CompletableFuture<Void>());
    }
  }
}
