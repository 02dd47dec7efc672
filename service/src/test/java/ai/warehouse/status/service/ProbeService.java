package ai.warehouse.status.service;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * A service that goes wrong as it is told; run in a JVM of its own by {@link ServiceLauncherIT}.
 */
final class ProbeService implements Service {

  private final String mode;
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  private ProbeService(Settings settings) {
    mode = settings.getString("mode");
    switch (mode) {
      case "create-fails" -> throw new IllegalStateException("not to be created");
      case "create-refuses" -> throw settings.invalid("mode", "not today");
      default -> {}
    }
  }

  public static void main(String[] arguments) {
    System.exit(
        ServiceLauncher.run(
            "probe", ProbeService::configDef, Set.of("kafka."), ProbeService::new, arguments));
  }

  private static ConfigDef configDef() {
    return CommonSettings.configDef()
        .define("mode", Type.STRING, "run", Importance.LOW, "How to behave.");
  }

  @Override
  public void start() {
    switch (mode) {
      case "start-refuses" -> throw new ConfigurationException("mode and mood clash");
      case "start-unfit" -> throw new StartupException("Topic status is not compacted");
      case "start-fails" -> throw new IllegalStateException("boom at start");
      case "start-blocks" -> {
        System.out.println("starting");
        await(closed);
        throw new IllegalStateException("closed while starting");
      }
      case "ends" -> termination.complete(null);
      case "fails" -> termination.completeExceptionally(new IllegalStateException("boom later"));
      case "thread-dies" -> {
        Thread thread =
            new Thread(
                () -> {
                  throw new IllegalStateException("boom in a thread");
                });
        thread.start();
      }
      default -> {}
    }
  }

  @Override
  public CompletableFuture<Void> termination() {
    return termination;
  }

  @Override
  public void close() {
    closed.countDown();
    switch (mode) {
      case "drain-hangs" -> await(never);
      case "drain-fails" -> throw new IllegalStateException("boom while draining");
      case "drain-reports" ->
          termination.completeExceptionally(new IllegalStateException("boom in the last commit"));
      default -> {}
    }
    System.out.println("drained");
    termination.complete(null);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
