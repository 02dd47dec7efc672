package ai.warehouse.status.api.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Shows what a stream of SPEC §5 says, as it says it. */
interface LiveView {
  /**
   * Shows a message.
   *
   * @param event {@code snapshot}, {@code changes} or {@code upstream}; of others nothing is known
   * @return whether more is wanted
   */
  boolean show(String event, JsonNode data);

  /**
   * Says that messages are missing until the next snapshot.
   *
   * @return whether more is wanted
   */
  boolean showDisconnected(String why);
}
