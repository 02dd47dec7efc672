package ai.warehouse.status.benchmark.topology.afternoon;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/** Events → group by key → aggregate → status, with Kafka Streams' defaults. */
public final class AfternoonTopology {
  private AfternoonTopology() {}

  /**
   * Builds it.
   *
   * @param events a topic whose key is the build, which spares this one a repartition topic
   */
  public static Topology between(String events, String status) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(events, Consumed.with(Serdes.String(), JsonSerde.of(Event.class)))
        .groupByKey(Grouped.with(Serdes.String(), JsonSerde.of(Event.class)))
        .aggregate(
            Build::new,
            (key, event, build) -> build.with(event),
            Materialized.<String, Build>as(Stores.persistentKeyValueStore("builds"))
                .withKeySerde(Serdes.String())
                .withValueSerde(JsonSerde.of(Build.class)))
        .toStream()
        .mapValues(Build::status)
        .to(status, Produced.with(Serdes.String(), JsonSerde.of(Build.Status.class)));
    return builder.build();
  }
}
