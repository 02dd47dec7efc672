package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.StateStores;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Bytes of {@code status-events} → {@link StatusProcessor} → {@code status}, {@code status-head},
 * {@code status-counter}, and what is rejected to the dead letters.
 *
 * <p>A record that lies in the partition of its key is folded where it is read. One that lies
 * elsewhere takes a hop through a repartition topic which the very same processor reads, so that
 * each key is seen by one task alone.
 */
public final class StatusTopology implements Supplier<Topology> {
  /**
   * The repartition topic's name, less the application id before and {@code -repartition} after.
   */
  public static final String REKEYED = "re-keyed";

  // The sinks.
  static final String STATUS = "status";
  static final String STATUS_HEAD = "status-head";
  static final String STATUS_COUNTER = "status-counter";
  static final String DEAD_LETTER = "dead-letter";
  static final String MISPLACED = "misplaced";

  private static final String LOG = "status-events";
  private static final String FOLD = "fold";

  private final Topics topics;
  private final int partitions;
  private final Properties settings;
  private final ProcessorMetrics metrics;

  /**
   * Plans a topology.
   *
   * @param partitions how many {@code status-events} has
   * @param settings of Kafka Streams; those that concern the building of a topology are used
   * @param metrics counts the outcomes of all tasks
   */
  public StatusTopology(
      Topics topics, int partitions, Properties settings, ProcessorMetrics metrics) {
    this.topics = topics;
    this.partitions = partitions;
    this.settings = settings;
    this.metrics = metrics;
  }

  /** Plans a topology without metrics. */
  public StatusTopology(Topics topics, int partitions, Properties settings) {
    this(topics, partitions, settings, new ProcessorMetrics(new CompositeMeterRegistry(), topics));
  }

  @Override
  public Topology get() {
    Topology topology = process();
    addSink(topology, STATUS, topics.status().name());
    addSink(topology, STATUS_HEAD, topics.statusHead().name());
    addSink(topology, STATUS_COUNTER, topics.statusCounter().name());
    addSink(topology, DEAD_LETTER, topics.deadLetter().name());
    addSink(topology, MISPLACED, REKEYED + "-repartition");
    return topology;
  }

  // One processor has both sources, so a task has all its state in one place. The DSL alone makes a
  // repartition topic, and only of a stream before it; so the stream that it gets lets nothing
  // pass.
  private Topology process() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    builder.stream(topics.statusEvents().name(), received())
        .filter((key, value) -> false, Named.as("no-record"))
        .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(REKEYED));
    Topology topology = builder.build(settings);
    topology.addProcessor(
        FOLD,
        () -> new StatusProcessor(topics, partitions, metrics),
        LOG,
        REKEYED + "-repartition-source"); // as Kafka Streams calls it
    StateStores.builders().forEach(store -> topology.addStateStore(store, FOLD));
    return topology;
  }

  private static Consumed<byte[], byte[]> received() {
    return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withTimestampExtractor(new RecordTimestamps())
        .withName(LOG);
  }

  // From the processor by the sink's name, and so past the DSL, where each would be a branch.
  private static void addSink(Topology topology, String name, String topic) {
    topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), FOLD);
  }
}
