package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Lines of what streams say, for a person. */
final class LiveText {
  private LiveText() {}

  /** Returns what tells one package and environment from others. */
  static String key(JsonNode build) {
    return Json.text(build, "pkg") + '!' + Json.text(build, "env");
  }

  /** Returns a line such as {@code shop prod 1.4.0 building 50 % of 2}. */
  static String build(JsonNode build) {
    return "%-16s %-6s %-12s %-8s %s"
        .formatted(
            PlainText.safe(Json.text(build, "pkg")),
            PlainText.safe(Json.text(build, "env")),
            PlainText.safe(Json.text(build, "version")),
            Json.text(build, "state"),
            progress(build));
  }

  /** Returns the progress, such as {@code 50 % of 2}. */
  static String progress(JsonNode build) {
    return "%3d %% of %s"
        .formatted(build.path("progress").asInt(), build.path("total").asText("?"));
  }

  /** Returns a line such as {@code 2026-11-23T20:47:03.120Z complete en-US Build completed}. */
  static String event(JsonNode event) {
    return "%s  %-8s %-8s %s"
        .formatted(
            Json.text(event, "createdAt"),
            PlainText.safe(Json.text(event, "eventType")),
            PlainText.safe(event.path("locale").asText("-")),
            PlainText.safe(Json.text(event, "message")))
        .stripTrailing();
  }

  /** Returns what a service says of its neighbours. */
  static String upstream(JsonNode upstream) {
    String what = PlainText.safe(upstream.path("what").asText("a neighbour"));
    return upstream.path("ok").asBoolean()
        ? "The service sees all again"
        : "The service has not reached %s since %s".formatted(what, Json.text(upstream, "since"));
  }
}
