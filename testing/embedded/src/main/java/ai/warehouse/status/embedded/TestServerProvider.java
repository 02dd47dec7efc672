package ai.warehouse.status.embedded;

import java.util.Map;

/** A kind of servers for tests, found by {@link java.util.ServiceLoader}. */
public interface TestServerProvider {
  /** What {@value TestServers#KIND} says to choose this kind. */
  String kind();

  /**
   * Starts a broker and returns when it accepts clients.
   *
   * @param properties Kafka's names and values, over this kind's defaults
   */
  KafkaServer startKafka(Map<String, String> properties);

  /**
   * Like {@link #startKafka}, or gives a broker that was started so before and is still running.
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

  /** Like {@link #startDynamoDb}, or gives a database that was started before and still runs. */
  DynamoDbServer sharedDynamoDb();
}
