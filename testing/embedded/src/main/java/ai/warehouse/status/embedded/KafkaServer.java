package ai.warehouse.status.embedded;

/** A Kafka broker of one node, embedded or elsewhere. */
public interface KafkaServer extends AutoCloseable {
  /** What clients take as {@code bootstrap.servers}. */
  String bootstrapServers();

  /** Gives the broker up; if nobody shares it, it is gone, and its topics with it. */
  @Override
  void close();
}
