package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.benchmark.topology.afternoon.AfternoonTopology;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a topology that this project's is compared with, until the process is ended. */
final class RivalMain {
  private RivalMain() {}

  /**
   * Starts.
   *
   * @param args which contender, from which topic to which, then Kafka Streams' settings as {@code
   *     key=value}
   */
  public static void main(String[] args) {
    Topology topology =
        switch (Contender.valueOf(args[0])) {
          case FORWARD -> ForwardTopology.between(args[1], args[2]);
          case AFTERNOON -> AfternoonTopology.between(args[1], args[2]);
          case OURS -> throw new IllegalArgumentException("has a main of its own");
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
}
