package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints the status of one build. */
final class StatusText {
  private StatusText() {}

  /** Prints an item of {@code WrhsStatus}, as one line of JSON or for a person. */
  static void print(PrintStream out, boolean json, JsonNode status) {
    if (json) {
      out.println(Json.line(status));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    add(rows, "package", Json.text(status, "pkg"));
    add(rows, "environment", Json.text(status, "env"));
    add(rows, "version", Json.text(status, "version"));
    add(rows, "state", state(status));
    add(rows, "progress", LiveText.progress(status).strip());
    add(rows, "begun", Json.text(status, "createdAt"));
    add(rows, "changed", Json.text(status, "updatedAt"));
    add(rows, "previous", Json.text(status, "previousVersion"));
    PlainText.columns(rows).forEach(out::println);
  }

  /** Returns the state as far as a status alone tells it. */
  static String state(JsonNode status) {
    boolean failing = status.path("error").asBoolean();
    return failing ? "failing" : status.path("complete").asBoolean() ? "complete" : "building";
  }

  private static void add(List<List<String>> rows, String name, String value) {
    if (!value.isEmpty()) {
      rows.add(List.of(name, PlainText.safe(value)));
    }
  }
}
