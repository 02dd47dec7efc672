package ai.warehouse.status.api.cli;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.EventQuery;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads and publishes: a service, or Kafka and DynamoDB. JSON is that of SPEC §5
 * either way.
 *
 * <p>Every method throws {@link TroubleException} where there is no answer.
 */
interface Source {
  /** Returns the status of a build; null if nothing is known. */
  @Nullable JsonNode status(Target target);

  /** Passes on the selected events of a build, of which there may be none. */
  void events(Target target, EventQuery query, Consumer<JsonNode> to);

  /**
   * Waits for the outcome of a build, which need not be known yet.
   *
   * @param failIfFailing whether failing is an outcome, or may heal
   * @param timeout of several hours may end earlier
   */
  Waited await(BuildKey build, boolean failIfFailing, Duration timeout);

  /** What a wait has ended with; without a status if nothing is known of the build. */
  record Waited(Result result, @Nullable JsonNode status) {
    /** The outcomes. */
    enum Result {
      COMPLETE,
      FAILING,
      TIMED_OUT
    }
  }

  /**
   * Passes on what is and then what changes, until the view has enough.
   *
   * @param target null for all heads
   */
  void watch(@Nullable Target target, LiveView view);

  /** Publishes events, in order, and waits until they are stored. */
  void publish(List<StatusEvent> events);
}
