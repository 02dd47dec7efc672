package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.topology.afternoon.AfternoonTopology;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Runs a topology that this project's is compared with, until the process is ended. */
final class RivalMain {
  private RivalMain() {}

  /**
   * Starts a rival.
   *
   * @param args the contender, the input topic, the output topic, then Kafka Streams' settings as
   *     {@code key=value}
   */
  public static void main(String[] args) {
    Topology topology =
        switch (Contender.valueOf(args[0])) {
          case FORWARD -> forward(args[1], args[2]);
          case AFTERNOON -> AfternoonTopology.between(args[1], args[2]);
          case OURS -> throw new IllegalArgumentException("has a main class of its own");
        };
    Properties settings = new Properties();
    for (int i = 3; i < args.length; i++) {
      int separator = args[i].indexOf('=');
      settings.put(args[i].substring(0, separator), args[i].substring(separator + 1));
    }
    KafkaStreams streams = new KafkaStreams(topology, settings);
    streams.setUncaughtExceptionHandler(
        failure -> {
          failure.printStackTrace();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
  }

  /** Returns the least that a Streams application can do: bytes from one topic to another. */
  private static Topology forward(String from, String to) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(from, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to(to, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }
}
