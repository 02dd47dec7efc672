package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.kafka.ModelSerdes;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Bytes of {@code status-events} → judge → fold → {@code status}, {@code status-head}, {@code
 * status-counter}.
 *
 * <p>A record that lies in the partition of its key is folded where it is read. One that lies
 * elsewhere takes a hop through a repartition topic which the very same sub-topology reads, so that
 * each key is seen by one task alone. What is rejected goes to the dead letter topic.
 */
public final class StatusTopology implements Supplier<Topology> {
  /**
   * The repartition topic's name, less the application id before and {@code -repartition} after.
   */
  public static final String REKEYED = "re-keyed";

  private final Topics topics;
  private final int partitions;
  private final Properties settings;
  private final EventCounts counts;

  /**
   * Plans a topology.
   *
   * @param partitions how many {@code status-events} has
   * @param settings of Kafka Streams; those that concern the building of a topology are used
   * @param counts counts what all tasks do
   */
  public StatusTopology(Topics topics, int partitions, Properties settings, EventCounts counts) {
    this.topics = topics;
    this.partitions = partitions;
    this.settings = settings;
    this.counts = counts;
  }

  /** Plans a topology that nobody counts. */
  public StatusTopology(Topics topics, int partitions, Properties settings) {
    this(topics, partitions, settings, new EventCounts(new CompositeMeterRegistry(), topics));
  }

  @Override
  public Topology get() {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));
    Map<String, KStream<byte[], Routed>> routes = route(judge(receive(builder)));
    KStream<byte[], Routed> rekeyed = rekey(routes.get("route-misplaced"));
    KStream<byte[], Routed> inPlace = routes.get("route-in-place");
    publish(inPlace.merge(rekeyed, Named.as("in-place-and-re-keyed")));
    deadLetter(routes.get("route-rejected"), "rejected-by-judge");
    return builder.build(settings);
  }

  private KStream<byte[], byte[]> receive(StreamsBuilder builder) {
    return builder.stream(
        topics.statusEvents().name(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
            .withTimestampExtractor(new RecordTimestamps())
            .withName("status-events"));
  }

  private KStream<byte[], Routed> judge(KStream<byte[], byte[]> received) {
    return received.process(() -> new JudgeProcessor(partitions, counts), Named.as("judge"));
  }

  private Map<String, KStream<byte[], Routed>> route(KStream<byte[], Routed> judged) {
    return judged
        .split(Named.as("route-"))
        .branch(Routed::inPlace, Branched.as("in-place"))
        .branch(Routed::misplaced, Branched.as("misplaced"))
        .branch(Routed::rejected, Branched.as("rejected"))
        .noDefaultBranch();
  }

  private KStream<byte[], Routed> rekey(KStream<byte[], Routed> misplaced) {
    return misplaced
        .process(RekeyProcessor::new, Named.as("re-key"))
        .repartition(
            Repartitioned.with(ModelSerdes.packageKey(), Serdes.ByteArray()).withName(REKEYED))
        .process(
            () -> new RekeyedProcessor(topics.statusEvents().name(), counts),
            Named.as("judge-re-keyed"));
  }

  private void publish(KStream<byte[], Routed> events) {
    Map<String, KStream<byte[], Folded>> folded =
        events
            .process(
                new FoldProcessor.Supplier(topics.statusEvents().name(), counts), Named.as("fold"))
            .split(Named.as("folded-"))
            .branch(Folded::isStatus, Branched.as("status"))
            .branch(Folded::isHead, Branched.as("head"))
            .branch(Folded::isCounter, Branched.as("counter"))
            .branch(Folded::rejected, Branched.as("rejected"))
            .noDefaultBranch();
    to(
        folded.get("folded-status").map(Folded::status, Named.as("status-record")),
        topics.status(),
        "status");
    to(
        folded.get("folded-head").map(Folded::head, Named.as("status-head-record")),
        topics.statusHead(),
        "status-head");
    to(
        folded.get("folded-counter").map(Folded::counter, Named.as("status-counter-record")),
        topics.statusCounter(),
        "status-counter");
    deadLetter(folded.get("folded-rejected"), "rejected-by-fold");
  }

  private <V> void deadLetter(KStream<byte[], V> rejected, String name) {
    to(
        rejected.process(() -> new DeadLetterProcessor<V>(), Named.as(name)),
        topics.deadLetter(),
        name + "-dead-letter");
  }

  private static <K, V> void to(KStream<K, V> stream, Topic<K, V> topic, String name) {
    stream.to(topic.name(), Produced.with(topic.keySerde(), topic.valueSerde()).withName(name));
  }
}
