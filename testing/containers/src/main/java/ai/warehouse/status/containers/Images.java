package ai.warehouse.status.containers;

import java.time.Duration;
import org.testcontainers.utility.DockerImageName;

/**
 * Which images to run, as the profile in the root POM says, and how long they may take to start.
 */
final class Images {
  /** Three times Testcontainers' own, which a small machine at work needs. */
  static final Duration STARTUP_TIMEOUT = Duration.ofMinutes(3);

  private Images() {}

  static DockerImageName kafka() {
    return named("kafka.image").asCompatibleSubstituteFor("apache/kafka");
  }

  static DockerImageName localStack() {
    return named("localstack.image").asCompatibleSubstituteFor("localstack/localstack");
  }

  private static DockerImageName named(String property) {
    String name = System.getProperty(property);
    if (name == null) {
      throw new IllegalStateException(
          "the system property %s names no image; mvn -P containers sets it".formatted(property));
    }
    return DockerImageName.parse(name);
  }
}
