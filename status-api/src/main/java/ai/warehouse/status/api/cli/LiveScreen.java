package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws what is anew in place, on a terminal. */
final class LiveScreen implements LiveView {
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";
  private static final String RED = "\u001b[31m";
  private static final String YELLOW = "\u001b[33m";
  private static final String PLAIN = "\u001b[0m";
  private static final List<String> WORST_FIRST =
      List.of("failing", "stalled", "building", "queued", "complete");

  private final Shell shell;
  private final boolean coloured;
  private final String title;
  private final Map<String, JsonNode> heads = new HashMap<>();
  private final Map<String, JsonNode> failing = new TreeMap<>();
  private final Deque<JsonNode> events = new ArrayDeque<>();
  private @Nullable JsonNode build;
  private String trouble = "";

  LiveScreen(Shell shell, String title) {
    this.shell = shell;
    this.title = title;
    coloured = shell.variable("NO_COLOR") == null;
    shell.out().print(CLEAR);
  }

  @Override
  public boolean show(String event, JsonNode data) {
    if (event.equals("upstream")) {
      trouble = data.path("ok").asBoolean() ? "" : LiveText.upstream(data);
    } else {
      trouble = "";
      take(event.equals("snapshot"), data);
    }
    return draw();
  }

  @Override
  public boolean showDisconnected(String why) {
    trouble = why;
    return draw();
  }

  private void take(boolean snapshot, JsonNode data) {
    if (snapshot) {
      heads.clear();
      failing.clear();
      events.clear();
      build = null;
    }
    data.path("heads").forEach(head -> heads.put(LiveText.key(head), head));
    if (data.has("build")) {
      build = data.get("build");
    }
    data.path("locales").forEach(this::takeLocale);
    for (JsonNode event : data.path("events")) {
      events.addFirst(event);
      if (events.size() > shell.rows()) {
        events.removeLast();
      }
    }
  }

  private void takeLocale(JsonNode locale) {
    String name = locale.path("locale").asText("the build");
    if (Json.text(locale, "state").equals("failing")) {
      failing.put(name, locale);
    } else {
      failing.remove(name);
    }
  }

  private boolean draw() {
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add(trouble);
    if (build != null) {
      lines.add(line(build));
      failing.forEach(
          (name, locale) ->
              lines.add(
                  coloured(
                      RED,
                      "failing  " + PlainText.safe(name + "  " + Json.text(locale, "message")))));
    }
    heads.values().stream().sorted(BY_URGENCY).map(this::line).forEach(lines::add);
    events.forEach(event -> lines.add(cut(LiveText.event(event))));
    StringBuilder frame = new StringBuilder(HOME);
    int shown = Math.min(lines.size(), shell.rows() - 1);
    for (String line : lines.subList(0, shown)) {
      frame.append(line).append(CLEAR_LINE).append('\n');
    }
    if (shown < lines.size()) {
      frame.append("… and ").append(lines.size() - shown).append(" more");
    }
    shell.out().print(frame.append(CLEAR_BELOW));
    return !shell.out().checkError();
  }

  private static final Comparator<JsonNode> BY_URGENCY =
      Comparator.<JsonNode>comparingInt(head -> WORST_FIRST.indexOf(Json.text(head, "state")))
          .thenComparing(head -> Json.text(head, "updatedAt"), Comparator.reverseOrder());

  private String line(JsonNode head) {
    String line = LiveText.build(head);
    return switch (Json.text(head, "state")) {
      case "failing" -> coloured(RED, line);
      case "stalled" -> coloured(YELLOW, line);
      default -> cut(line);
    };
  }

  private String coloured(String colour, String line) {
    return coloured ? colour + cut(line) + PLAIN : cut(line);
  }

  private String cut(String line) {
    return PlainText.cut(line, shell.columns());
  }
}
