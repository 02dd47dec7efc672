package ai.warehouse.status.embedded;

import java.util.Map;

/** A kind of servers for tests, found by {@link java.util.ServiceLoader}. */
public interface TestServerProvider {
  /** The value of {@value TestServers#KIND} for this kind. */
  String kind();

  /**
   * Starts a broker and returns when it accepts clients.
   *
   * @param properties Kafka's names and values, over this kind's defaults
   */
  KafkaServer startKafka(Map<String, String> properties);

  /**
   * Like {@link #startKafka}, or gives a running broker that was started with these properties.
   *
   * @param properties the same each time
   */
  KafkaServer sharedKafka(Map<String, String> properties);

  /**
   * Starts a database and returns when it answers.
   *
   * @param port 0 for a free one
   */
  DynamoDbServer startDynamoDb(int port);

  /** Like {@link #startDynamoDb}, or gives a running database. */
  DynamoDbServer sharedDynamoDb();
}
