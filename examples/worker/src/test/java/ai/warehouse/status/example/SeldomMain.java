package ai.warehouse.status.example;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.StatusEventPublisher;
import ai.warehouse.status.model.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Does what the worker does, and then what few workers do, on whatever libraries it is given. */
final class SeldomMain {
  private static final int DEEP = 3_000;
  private static final int LONG = 100_000;

  private SeldomMain() {}

  /** Takes what the worker takes. */
  public static void main(String[] arguments) {
    Worker.main(arguments);
    Map<String, Object> settings = Map.of("bootstrap.servers", arguments[0], "acks", "1");
    new StatusEventPublisher(settings, new Topics("")).close(); // warns
    readBeyondTheLimitsOfJackson();
  }

  private static void readBeyondTheLimitsOfJackson() {
    String details = "[".repeat(DEEP) + "9".repeat(LONG) + "]".repeat(DEEP);
    String event =
        "{\"pkg\":\"shop\",\"env\":\"prod\",\"version\":\"1\",\"details\":%s,\"%s\":1}"
            .formatted(details, "x".repeat(LONG));
    StatusEventJson.read(
        event.getBytes(StandardCharsets.UTF_8), new RecordPosition("status-events", 0, 0, 0));
  }
}
