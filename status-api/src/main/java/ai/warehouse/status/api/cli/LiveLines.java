package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** Prints a line for each change, for pipes and logs. */
final class LiveLines implements LiveView {
  private static final int EVENTS_OF_SNAPSHOT = 10;

  private final Shell shell;
  private final Map<String, String> printed = new HashMap<>();

  LiveLines(Shell shell) {
    this.shell = shell;
  }

  @Override
  public boolean show(String event, JsonNode data) {
    data.path("heads").forEach(this::build);
    if (data.has("build")) {
      build(data.get("build"));
    }
    JsonNode events = data.path("events");
    int from = event.equals("snapshot") ? Math.max(0, events.size() - EVENTS_OF_SNAPSHOT) : 0;
    for (int i = from; i < events.size(); i++) {
      shell.out().println(LiveText.event(events.get(i)));
    }
    if (event.equals("upstream")) {
      shell.err().println(LiveText.upstream(data));
    }
    return !shell.out().checkError();
  }

  private void build(JsonNode build) {
    String line = LiveText.build(build);
    String key = LiveText.key(build);
    if (!line.equals(printed.put(key, line))) {
      shell.out().println(Json.text(build, "updatedAt") + "  " + line);
    }
  }

  @Override
  public boolean showDisconnected(String why) {
    shell.err().println(why);
    return !shell.out().checkError();
  }
}
