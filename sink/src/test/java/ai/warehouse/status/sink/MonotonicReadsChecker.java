package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.item.ItemWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads all four tables again and again while sinks write them, as dashboards do, and notes each
 * item that is older than before, gone, or the same revision with another content.
 */
final class MonotonicReadsChecker implements AutoCloseable {
  private final SinkHarness harness;
  private final Thread thread = new Thread(this::read, "never-back-reader");
  private final Map<ItemWrite.Id, Map<String, AttributeValue>> seen = new HashMap<>();
  private final List<String> setbacks = new ArrayList<>();
  private int changes;
  private volatile RuntimeException failure;
  private volatile boolean stopping;

  /** Creates a reader that reads from now on. */
  MonotonicReadsChecker(SinkHarness harness) {
    this.harness = harness;
    thread.start();
  }

  private void read() {
    try {
      while (!stopping) {
        look();
      }
      look();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void look() {
    Map<ItemWrite.Id, Map<String, AttributeValue>> now = ExpectedTables.stored(harness);
    seen.forEach((id, before) -> compare(id, before, now.get(id)));
    seen.putAll(now);
  }

  private void compare(
      ItemWrite.Id id, Map<String, AttributeValue> before, Map<String, AttributeValue> now) {
    if (before.equals(now)) {
      return;
    }
    changes++;
    if (now == null || revision(now) <= revision(before)) {
      setbacks.add("%s%n  was %s%n  is %s".formatted(id, before, now));
    }
  }

  private static long revision(Map<String, AttributeValue> item) {
    return item.containsKey("revision") ? Long.parseLong(item.get("revision").n()) : 0;
  }

  /** Checks that no item ever went back, and that there were changes to see. */
  void assertMonotonic() {
    close();
    assertThat(failure).as("failure to read").isNull();
    assertThat(setbacks).as("items that went back").isEmpty();
    assertThat(changes).as("changes seen").isPositive();
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
