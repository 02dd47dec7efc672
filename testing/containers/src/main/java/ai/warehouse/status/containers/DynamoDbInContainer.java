package ai.warehouse.status.containers;

import ai.warehouse.status.embedded.DynamoDbServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.localstack.LocalStackContainer;

/**
 * The DynamoDB of LocalStack.
 *
 * @param shared whether it outlives its users; Testcontainers removes it after this JVM
 */
record DynamoDbInContainer(LocalStackContainer container, boolean shared)
    implements DynamoDbServer {
  private static final int PORT = 4566;

  // As fast and as large as the embedded one, there when it says so, and silent towards its maker.
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "DYNAMODB_IN_MEMORY", "1",
          "DYNAMODB_HEAP_SIZE", "512m",
          "EAGER_SERVICE_LOADING", "1",
          "DISABLE_EVENTS", "1");

  /**
   * Starts one.
   *
   * @param port 0 for a free one
   */
  static DynamoDbServer start(int port, boolean shared) {
    LocalStackContainer container =
        new LocalStackContainer(Images.localStack())
            .withServices(LocalStackContainer.Service.DYNAMODB)
            .withEnv(ENVIRONMENT)
            .withStartupTimeout(Images.STARTUP_TIMEOUT);
    if (port != 0) {
      container.setPortBindings(List.of(port + ":" + PORT));
    }
    container.start();
    return new DynamoDbInContainer(container, shared);
  }

  @Override
  public URI endpoint() {
    return container.getEndpoint();
  }

  @Override
  public String region() {
    return container.getRegion();
  }

  @Override
  public String accessKeyId() {
    return container.getAccessKey();
  }

  @Override
  public String secretAccessKey() {
    return container.getSecretKey();
  }

  @Override
  public void pause() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void close() {
    if (!shared) {
      container.stop();
    }
  }
}
