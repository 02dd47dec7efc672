package ai.warehouse.status.board;

import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.kafka.BuildReporter;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.quickstart.LocalSystem;
import ai.warehouse.status.testing.browser.Browser;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The whole system and one browser, for all tests of a class. */
final class BoardSystem implements AutoCloseable {
  private static final int PARTITIONS = 4;

  private final Browser browser;
  private final LocalSystem system;
  private final StatusEventPublisher publisher;

  private BoardSystem(Browser browser) {
    this.browser = browser;
    system =
        LocalSystem.start(
            TestServers::startKafka, TestServers::startDynamoDb, PARTITIONS, step -> {});
    publisher =
        new StatusEventPublisher(
            Map.of("bootstrap.servers", system.bootstrapServers()), system.topics());
  }

  /**
   * Starts both, or skips the caller's tests where there is no browser; fails there with {@code
   * -Dbrowser.required=true}.
   */
  static BoardSystem start() {
    Browser browser = Browser.startIfThere().orElse(null);
    if (browser == null) {
      if (Boolean.getBoolean("browser.required")) {
        throw new IllegalStateException(Browser.HOW_TO_GET_ONE);
      }
      System.err.println("The board's tests are skipped. " + Browser.HOW_TO_GET_ONE);
      Assumptions.abort(Browser.HOW_TO_GET_ONE);
    }
    return new BoardSystem(browser);
  }

  LocalSystem system() {
    return system;
  }

  Browser browser() {
    return browser;
  }

  /** Returns the board in the browser. */
  BoardPage page() {
    return new BoardPage(browser.driver(), system.board());
  }

  /** Returns a reporter of a build, as workers have. */
  BuildReporter build(String pkg, String env, String version) {
    return publisher.build(new BuildKey(pkg, env, version));
  }

  StatusEventPublisher publisher() {
    return publisher;
  }

  @Override
  public void close() {
    publisher.close();
    system.close();
    browser.close();
  }
}
