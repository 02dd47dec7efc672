package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.StateStores;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
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
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Bytes of {@code status-events} → {@link StatusProcessor} → {@code status}, {@code status-head},
 * {@code status-counter}, and what is rejected to the dead letters.
 *
 * <p>A record that lies in the partition of its key is folded where it is read. One that lies
 * elsewhere takes a hop through a repartition topic which the very same sub-topology reads, so that
 * each key is seen by one task alone.
 */
public final class StatusTopology implements Supplier<Topology> {
  /**
   * The repartition topic's name, less the application id before and {@code -repartition} after.
   */
  public static final String REKEYED = "re-keyed";

  // The children of the processors, each a sink but for the first node of the repartition topic.
  static final String STATUS = "status";
  static final String STATUS_HEAD = "status-head";
  static final String STATUS_COUNTER = "status-counter";
  static final String DEAD_LETTER = "dead-letter";
  static final String MISPLACED = REKEYED + "-repartition-filter"; // as Kafka Streams calls it

  private static final String FOLD = "fold";
  private static final String FOLD_REKEYED = "fold-re-keyed";

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
    addSink(topology, STATUS, topics.status());
    addSink(topology, STATUS_HEAD, topics.statusHead());
    addSink(topology, STATUS_COUNTER, topics.statusCounter());
    addSink(topology, DEAD_LETTER, topics.deadLetter());
    return topology;
  }

  // Stores by name: those that suppliers bring along don't make the two processors one
  // sub-topology.
  private Topology process() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    List<StoreBuilder<?>> stores = StateStores.builders();
    stores.forEach(builder::addStateStore);
    String[] names = stores.stream().map(StoreBuilder::name).toArray(String[]::new);
    builder.stream(topics.statusEvents().name(), received())
        .process(() -> StatusProcessor.ofLog(topics, partitions, metrics), Named.as(FOLD), names)
        .repartition(Repartitioned.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(REKEYED))
        .process(
            () -> StatusProcessor.ofRekeyed(topics, partitions, metrics),
            Named.as(FOLD_REKEYED),
            names);
    return builder.build(settings);
  }

  private static Consumed<byte[], byte[]> received() {
    return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
        .withTimestampExtractor(new RecordTimestamps())
        .withName("status-events");
  }

  // From the processors by the sink's name, and so past the DSL, where each would be a branch.
  private static void addSink(Topology topology, String name, Topic<?, ?> topic) {
    topology.addSink(
        name,
        topic.name(),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        FOLD,
        FOLD_REKEYED);
  }
}
