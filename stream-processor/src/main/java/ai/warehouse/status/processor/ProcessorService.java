package ai.warehouse.status.processor;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.topology.StatusTopology;
import ai.warehouse.status.service.Health;
import ai.warehouse.status.service.HealthCheck;
import ai.warehouse.status.service.ManagementServer;
import ai.warehouse.status.service.Metrics;
import ai.warehouse.status.service.Service;
import ai.warehouse.status.service.Settings;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the topology. */
public final class ProcessorService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorService.class);

  private final Settings settings;
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final Metrics metrics = new Metrics("stream-processor");
  private KafkaStreamsMetrics streamsMetrics;
  private KafkaStreams streams;
  private ManagementServer management;
  private GroupMembershipOperation onClose = GroupMembershipOperation.LEAVE_GROUP;
  private boolean closed;

  /** Plans a service with settings of {@link ProcessorSettings}. */
  public ProcessorService(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void start() {
    Topics topics = ProcessorSettings.topics(settings);
    Properties properties = ProcessorSettings.streams(settings);
    int partitions = new ProcessorTopics(settings, topics).prepare();
    Topology topology =
        new StatusTopology(
                topics,
                partitions,
                Duration.ofMillis(settings.getLong(ProcessorSettings.PACK_AFTER_MS)),
                properties,
                new AdminBacklog(settings, topics))
            .get();
    LOG.atInfo().addKeyValue("partitions", partitions).log("Topology is\n{}", topology.describe());
    run(topology, properties);
  }

  private synchronized void run(Topology topology, Properties properties) {
    if (closed) {
      return;
    }
    onClose = onClose(properties);
    streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(new ThreadFailures(termination, this::neededOn));
    streams.setStateListener(this::onState);
    streamsMetrics = new KafkaStreamsMetrics(streams);
    streamsMetrics.bindTo(metrics.registry());
    management =
        ManagementServer.start(
            settings,
            metrics.registry(),
            List.of(new HealthCheck("streams", this::live)),
            List.of(new HealthCheck("streams", this::ready)));
    streams.start();
  }

  private String neededOn(String topic) {
    if (topic.startsWith(settings.getString(ProcessorSettings.APPLICATION_ID) + "-")) {
      return "Create, Read, Write and Delete";
    }
    boolean input = topic.equals(ProcessorSettings.topics(settings).statusEvents().name());
    return input ? "Read" : "Write";
  }

  // Kafka Streams would stay in the group, so that its tasks wait 45 s for it to come back; but
  // without a static identity it comes back as another member, and they wait for nothing.
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
    if (now == KafkaStreams.State.ERROR) {
      termination.completeExceptionally(new IllegalStateException("Kafka Streams failed"));
    }
  }

  private Health live() {
    KafkaStreams.State state = streams.state();
    boolean broken = state == KafkaStreams.State.PENDING_ERROR || state == KafkaStreams.State.ERROR;
    return broken ? Health.down("streams are " + state) : Health.ok();
  }

  private Health ready() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING ? Health.ok() : Health.down("streams are " + state);
  }

  @Override
  public CompletableFuture<Void> termination() {
    return termination;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (management != null) {
      management.close();
    }
    if (streams != null) {
      streams.close(CloseOptions.groupMembershipOperation(onClose));
      streamsMetrics.close();
    }
    metrics.close();
  }
}
