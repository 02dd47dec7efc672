package ai.warehouse.status.embedded;

import java.net.URI;
import java.util.Map;

/** The servers of this module; shared ones run until the JVM ends. */
public final class EmbeddedServers implements TestServerProvider {
  static final String KIND = "embedded";

  private static KafkaServer sharedKafka;
  private static DynamoDbServer sharedDynamoDb;

  private record SharedKafka(KafkaServer server) implements KafkaServer {
    @Override
    public String bootstrapServers() {
      return server.bootstrapServers();
    }

    @Override
    public void close() {
      // Others use it.
    }
  }

  private record SharedDynamoDb(DynamoDbServer server) implements DynamoDbServer {
    @Override
    public URI endpoint() {
      return server.endpoint();
    }

    @Override
    public String region() {
      return server.region();
    }

    @Override
    public String accessKeyId() {
      return server.accessKeyId();
    }

    @Override
    public String secretAccessKey() {
      return server.secretAccessKey();
    }

    @Override
    public void pause() {
      throw new UnsupportedOperationException("others use it");
    }

    @Override
    public void resume() {
      throw new UnsupportedOperationException("others use it");
    }

    @Override
    public void close() {
      // Others use it.
    }
  }

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
    synchronized (EmbeddedServers.class) {
      if (sharedKafka == null) {
        KafkaServer started = startKafka(properties);
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "close-shared-kafka"));
        sharedKafka = new SharedKafka(started);
      }
      return sharedKafka;
    }
  }

  @Override
  public DynamoDbServer startDynamoDb(int port) {
    return EmbeddedDynamoDb.builder().port(port).start();
  }

  @Override
  public DynamoDbServer sharedDynamoDb() {
    synchronized (EmbeddedServers.class) {
      if (sharedDynamoDb == null) {
        sharedDynamoDb = new SharedDynamoDb(startDynamoDb(0)); // closes itself when the JVM ends
      }
      return sharedDynamoDb;
    }
  }
}
