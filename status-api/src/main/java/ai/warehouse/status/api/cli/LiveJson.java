package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Prints each message as a line of JSON, under its name. */
final class LiveJson implements LiveView {
  private final Shell shell;

  LiveJson(Shell shell) {
    this.shell = shell;
  }

  @Override
  public boolean show(String event, JsonNode data) {
    shell.out().println(Json.line(Json.MAPPER.createObjectNode().set(event, data)));
    return !shell.out().checkError();
  }

  @Override
  public boolean showDisconnected(String why) {
    shell.err().println(why);
    return !shell.out().checkError();
  }
}
