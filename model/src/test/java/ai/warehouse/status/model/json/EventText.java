package ai.warehouse.status.model.json;

import ai.warehouse.status.model.BuildKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON text of an event, field by field, with room for what no writer would write. */
final class EventText {
  /** Stands in every value, so that a rejection which quotes content is found out. */
  static final String MARKER = "hunter2";

  static final BuildKey KEY = new BuildKey("pkg-" + MARKER, "env-" + MARKER, "1.0.0-" + MARKER);

  private final Map<String, String> fields = new LinkedHashMap<>();

  private EventText() {}

  static EventText valid() {
    return new EventText()
        .with("pkg", quoted(KEY.pkg()))
        .with("env", quoted(KEY.env()))
        .with("version", quoted(KEY.version()));
  }

  EventText with(String field, String json) {
    fields.put(field, json);
    return this;
  }

  EventText without(String field) {
    fields.remove(field);
    return this;
  }

  byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  static String quoted(String raw) {
    return '"' + raw + '"';
  }

  @Override
  public String toString() {
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ':' + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
