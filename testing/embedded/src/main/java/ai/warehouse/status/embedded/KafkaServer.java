package ai.warehouse.status.embedded;

/** A Kafka broker of one node, embedded or elsewhere. */
public interface KafkaServer extends AutoCloseable {
  /** The value of {@code bootstrap.servers} for clients. */
  String bootstrapServers();

  /** Releases the broker; the last user ends the server, and its topics are gone. */
  @Override
  void close();
}
