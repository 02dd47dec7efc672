package ai.warehouse.status.containers;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServerProvider;
import java.util.Map;

/** Servers in containers, each started when it is first asked for. */
public final class ContainerServers implements TestServerProvider {
  private static KafkaServer sharedKafka;
  private static DynamoDbServer sharedDynamoDb;

  /** For {@link java.util.ServiceLoader}. */
  public ContainerServers() {}

  @Override
  public String kind() {
    return "containers";
  }

  @Override
  public KafkaServer startKafka(Map<String, String> properties) {
    return KafkaInContainer.start(properties, false);
  }

  @Override
  public KafkaServer sharedKafka(Map<String, String> properties) {
    synchronized (ContainerServers.class) {
      if (sharedKafka == null) {
        sharedKafka = KafkaInContainer.start(properties, true);
      }
      return sharedKafka;
    }
  }

  @Override
  public DynamoDbServer startDynamoDb(int port) {
    return DynamoDbInContainer.start(port, false);
  }

  @Override
  public DynamoDbServer sharedDynamoDb() {
    synchronized (ContainerServers.class) {
      if (sharedDynamoDb == null) {
        sharedDynamoDb = DynamoDbInContainer.start(0, true);
      }
      return sharedDynamoDb;
    }
  }
}
