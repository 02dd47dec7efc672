package ai.warehouse.status.containers;

import ai.warehouse.status.embedded.KafkaServer;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Apache's own image of Kafka.
 *
 * @param shared whether it outlives its users; Testcontainers removes it after this JVM
 */
record KafkaInContainer(KafkaContainer container, boolean shared) implements KafkaServer {

  static KafkaServer start(Map<String, String> properties, boolean shared) {
    KafkaContainer container =
        new KafkaContainer(Images.kafka()).withStartupTimeout(Images.STARTUP_TIMEOUT);
    properties.forEach((name, value) -> container.addEnv(variable(name), value));
    container.start();
    return new KafkaInContainer(container, shared);
  }

  /** Spells a broker property as the image wants it. */
  static String variable(String property) {
    String spelled = property.replace("_", "__").replace("-", "___").replace('.', '_');
    return "KAFKA_" + spelled.toUpperCase(Locale.ROOT);
  }

  @Override
  public String bootstrapServers() {
    return container.getBootstrapServers();
  }

  @Override
  public void close() {
    if (!shared) {
      container.stop();
    }
  }
}
