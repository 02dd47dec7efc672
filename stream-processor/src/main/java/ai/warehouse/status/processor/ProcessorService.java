package ai.warehouse.status.processor;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.StateMemory;
import ai.warehouse.status.processor.topology.ProcessorMetrics;
import ai.warehouse.status.processor.topology.StatusTopology;
import ai.warehouse.status.service.BrokerWait;
import ai.warehouse.status.service.ConsumerLagMeter;
import ai.warehouse.status.service.GroupWatch;
import ai.warehouse.status.service.HealthCheck;
import ai.warehouse.status.service.KafkaKeys;
import ai.warehouse.status.service.Lifecycle;
import ai.warehouse.status.service.ManagementServer;
import ai.warehouse.status.service.Metrics;
import ai.warehouse.status.service.OwnGroup;
import ai.warehouse.status.service.Resources;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.StartupDependency;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.StartupWait;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology as a service, with its health and metrics. */
public final class ProcessorService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorService.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final Settings settings;
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Lifecycle lifecycle = new Lifecycle();
  private final StartupWait wait;
  private final RestoreProgress restoring = new RestoreProgress();
  private final Resources resources = new Resources();
  private StateFolder folder;
  private volatile ThreadFailures failures;
  private volatile KafkaStreams streams;
  private volatile int httpPort = -1;

  /** Plans a service with settings of {@link ProcessorSettings}. */
  public ProcessorService(Settings settings) {
    this.settings = settings;
    this.wait = new StartupWait(settings, lifecycle);
  }

  @Override
  public void start() {
    Topics topics = ProcessorSettings.topics(settings);
    // Once, as each check asks the config providers.
    KafkaKeys passedOn = ProcessorKafkaKeys.of(settings);
    Properties properties = ProcessorSettings.streams(settings);
    // First, as it loads the native library, which fails on some machines.
    resources
        .add(new StateMemory(settings.getLong(ProcessorSettings.STATE_MEMORY_BYTES)))
        .shareWith(properties);
    folder = resources.add(StateFolder.watch(properties));
    MeterRegistry registry = serve();
    failures = new ThreadFailures(termination, this::neededOn, folder, registry);
    ProcessorMetrics metrics = new ProcessorMetrics(registry, topics);
    OwnGroup group = ProcessorSettings.group(settings);
    ProcessorTopics.Found found =
        new ProcessorTopics(
                settings,
                ProcessorSettings.admin(settings, passedOn),
                topics,
                group,
                new BrokerWait(wait, settings))
            .prepare();
    Admin admin = found.admin();
    resources.add(() -> admin.close(CLOSE_TIMEOUT));
    if (!found.timestampLimits()) {
      ProcessorSettings.withoutTimestampLimit(properties);
    }
    resources.add(GroupWatch.start(group, admin, termination::completeExceptionally));
    watchBacklog(topics, registry, admin);
    Topology topology = new StatusTopology(topics, found.partitions(), properties, metrics).get();
    LOG.atInfo()
        .addKeyValue("group", ProcessorSettings.applicationId(settings))
        .addKeyValue("partitions", found.partitions())
        .addKeyValue("topology", topology.describe().toString().strip().replaceAll("\\s+", " "))
        .log("Topology");
    run(topology, properties, registry);
  }

  // Started before all that may take long and closed last, so that both waits can be observed.
  private MeterRegistry serve() {
    Metrics metrics = resources.add(new Metrics("stream-processor"));
    Gauge.builder("warehouse.status.processor.restore.remaining", restoring::records)
        .description("Records of the local state that have still to be read from changelogs.")
        .baseUnit("records")
        .register(metrics.registry());
    httpPort =
        resources
            .add(
                ManagementServer.start(
                    settings,
                    metrics.registry(),
                    List.of(
                        new HealthCheck("streams", () -> StreamsHealth.live(state(), failure()))),
                    List.of(
                        lifecycle.check(),
                        new HealthCheck(
                            "streams",
                            () -> StreamsHealth.ready(state(), restoring.records(), failure())),
                        folder.check())))
            .port();
    return metrics.registry();
  }

  private void watchBacklog(Topics topics, MeterRegistry registry, Admin admin) {
    if (httpPort == -1) {
      return; // nobody would see it
    }
    String group = ProcessorSettings.applicationId(settings);
    resources.add(
        ConsumerLagMeter.start(
            registry,
            "processor.backlog",
            admin,
            group,
            List.of(topics.statusEvents().name(), ProcessorSettings.rekeyedTopic(group))));
  }

  private KafkaStreams.State state() {
    KafkaStreams running = streams;
    return running == null ? null : running.state();
  }

  private String failure() {
    return failures == null ? null : failures.last();
  }

  private void run(Topology topology, Properties properties, MeterRegistry registry) {
    KafkaStreams created = create(topology, properties);
    resources.add(mark(created)); // taken away after the streams are closed
    created.setUncaughtExceptionHandler(failures);
    created.setStateListener(this::onState);
    created.setGlobalStateRestoreListener(restoring);
    CloseOptions onClose = CloseOptions.groupMembershipOperation(onClose(properties));
    resources.add(() -> created.close(onClose));
    resources.add(new KafkaStreamsMetrics(created)).bindTo(registry);
    resources.add(failures);
    streams = created;
    created.start();
    lifecycle.running();
  }

  private CrashMark mark(KafkaStreams created) {
    try {
      return CrashMark.set(folder.of(ProcessorSettings.applicationId(settings)));
    } catch (UncheckedIOException e) {
      created.close();
      throw cannotKeepState(e);
    }
  }

  private KafkaStreams create(Topology topology, Properties properties) {
    StartupDependency room =
        new StartupDependency("room for the state", "Make room there, or set another folder");
    try {
      // Before Kafka Streams tries, as it would keep the folder locked after a failure.
      wait.until(room, StateFolder.FullException.class::isInstance, folder::requireRoom);
      return new KafkaStreams(topology, properties);
    } catch (StreamsException e) {
      throw cannotKeepState(e);
    }
  }

  private StartupException cannotKeepState(RuntimeException e) {
    return new StartupException(
        "Cannot keep the state in %s (%s): %s"
            .formatted(ProcessorSettings.STATE_DIR, folder, FailureReason.of(e)),
        e);
  }

  private String neededOn(String topic) {
    if (topic.startsWith(ProcessorSettings.applicationId(settings) + "-")) {
      return "Create, Read, Write and Delete";
    }
    boolean input = topic.equals(ProcessorSettings.topics(settings).statusEvents().name());
    return input ? "Read" : "Write";
  }

  // By default Kafka Streams stays in the group, and its tasks wait 45 s for it to come back; but
  // without a static identity it comes back as another member, and they would wait in vain.
  private static GroupMembershipOperation onClose(Properties properties) {
    boolean comesBack =
        properties.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
            || properties.containsKey(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
            || properties.containsKey(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    return comesBack
        ? GroupMembershipOperation.REMAIN_IN_GROUP
        : GroupMembershipOperation.LEAVE_GROUP;
  }

  private void onState(KafkaStreams.State now, KafkaStreams.State before) {
    LOG.atInfo().addKeyValue("from", before).addKeyValue("to", now).log("Streams changed state");
    if (now == KafkaStreams.State.RUNNING) {
      failures.allRun();
    }
    if (now == KafkaStreams.State.ERROR) {
      termination.completeExceptionally(new IllegalStateException("Kafka Streams failed"));
    }
  }

  /** Returns where health and metrics are served; -1 if they are not. */
  public int httpPort() {
    return httpPort;
  }

  @Override
  public CompletableFuture<Void> termination() {
    return termination;
  }

  /** Reports that the service stops, drains it, and closes health and metrics last. */
  @Override
  public void close() {
    lifecycle.stopping();
    wait.close();
    resources.close();
  }
}
