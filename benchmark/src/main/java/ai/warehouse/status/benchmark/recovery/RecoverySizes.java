package ai.warehouse.status.benchmark.recovery;

import static org.apache.kafka.streams.StreamsConfig.AT_LEAST_ONCE;
import static org.apache.kafka.streams.StreamsConfig.EXACTLY_ONCE_V2;

import java.util.List;

/**
 * How much is measured.
 *
 * @param guarantees Kafka Streams' {@code processing.guarantee}, one after the other
 * @param builds sizes of the state, each with each guarantee
 * @param kills with the state kept, and as many with it deleted
 * @param rate events a second that keep coming
 */
record RecoverySizes(List<String> guarantees, List<Integer> builds, int kills, int rate) {
  private static final List<String> BOTH = List.of(EXACTLY_ONCE_V2, AT_LEAST_ONCE);

  static final RecoverySizes FULL =
      new RecoverySizes(BOTH, List.of(1_000, 10_000, 100_000), 5, 200);
  static final RecoverySizes QUICK = new RecoverySizes(BOTH, List.of(300, 3_000), 3, 200);
}
