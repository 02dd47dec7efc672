package ai.warehouse.status.api.cli;

import java.time.Duration;

/** Looks at the tables, and shows what has changed since the look before. */
interface Poll {
  /** After how long without an event a build is stalled: as the service has it by default. */
  Duration STALLED_AFTER = Duration.ofMinutes(30);

  /**
   * Shows a snapshot at first, and afterwards changes, if there are any.
   *
   * @return whether the view wants more
   * @throws java.util.concurrent.CompletionException if DynamoDB can't be asked
   */
  boolean show(LiveView view);
}
