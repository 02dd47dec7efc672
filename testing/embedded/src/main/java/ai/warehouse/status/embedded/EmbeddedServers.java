package ai.warehouse.status.embedded;

import java.util.Map;

/** The servers of this module; nobody shares them, since they start in a second or two. */
public final class EmbeddedServers implements TestServerProvider {
  static final String KIND = "embedded";

  /** For {@link java.util.ServiceLoader}. */
  public EmbeddedServers() {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public KafkaServer startKafka(Map<String, String> properties) {
    return EmbeddedKafka.builder().properties(properties).start();
  }

  @Override
  public KafkaServer sharedKafka(Map<String, String> properties) {
    return startKafka(properties);
  }

  @Override
  public DynamoDbServer startDynamoDb(int port) {
    return EmbeddedDynamoDb.builder().port(port).start();
  }

  @Override
  public DynamoDbServer sharedDynamoDb() {
    return EmbeddedDynamoDb.start();
  }
}
