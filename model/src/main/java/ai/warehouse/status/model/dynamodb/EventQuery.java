package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * Selects events of a build, ordered by {@code eventId}.
 *
 * <p>The order is that of time for ids that sort by time: version 7, which our publisher creates,
 * version 6, and those derived for events that came without one. Version 1 of an event is stored as
 * version 6 and sorts too, but not in rows of the old package. Ids of version 4 and all others are
 * in no order of time; where these may occur, read all events without a limit and sort by {@code
 * createdAt}.
 *
 * @param descending whether the largest id, the newest event if ids sort by time, comes first
 * @param since the earliest {@code createdAt}; null for any
 * @param until excludes events at or after this time; null for any
 * @param limit maximum number of events; null for all
 */
public record EventQuery(
    boolean descending, @Nullable Instant since, @Nullable Instant until, @Nullable Integer limit) {
  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public EventQuery {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + " and must be at least 1");
    }
  }

  /** Returns a query for all events, oldest first where ids sort by time. */
  public static EventQuery oldestFirst() {
    return new EventQuery(false, null, null, null);
  }

  /** Returns a query for all events, newest first where ids sort by time. */
  public static EventQuery newestFirst() {
    return new EventQuery(true, null, null, null);
  }

  /**
   * Returns a query for events at or after the given time only; earlier ones still cost read units.
   */
  public EventQuery since(Instant time) {
    return new EventQuery(descending, time, until, limit);
  }

  /** Returns a query for events before the given time only; later ones still cost read units. */
  public EventQuery until(Instant time) {
    return new EventQuery(descending, since, time, limit);
  }

  /** Returns a query for at most the given number of events, the first in order. */
  public EventQuery limit(int count) {
    return new EventQuery(descending, since, until, count);
  }

  /** Returns the request for such events of a build, yet without a table. */
  QueryRequest.Builder requestFor(BuildKey build) {
    Map<String, String> names = new HashMap<>(Map.of("#key", Fields.KEY.name()));
    Map<String, AttributeValue> values =
        new HashMap<>(Map.of(":key", AttributeValue.fromS(build.toString())));
    List<String> conditions = new ArrayList<>();
    if (since != null) {
      conditions.add("#createdAt >= :since");
      values.put(":since", text(since));
    }
    if (until != null) {
      conditions.add("#createdAt < :until");
      values.put(":until", text(until));
    }
    boolean filtered = !conditions.isEmpty();
    if (filtered) {
      names.put("#createdAt", Fields.CREATED_AT.name());
    }
    return QueryRequest.builder()
        .keyConditionExpression("#key = :key")
        .filterExpression(filtered ? String.join(" AND ", conditions) : null)
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .scanIndexForward(!descending)
        // Of a page: never more than are wanted. With a filter, DynamoDB counts what it reads and
        // not what passes.
        .limit(filtered ? null : limit);
  }

  // Rounded up: events are kept to the millisecond, so that none lies between. Clamped: only the
  // text of years with four digits sorts.
  private static AttributeValue text(Instant time) {
    Instant clamped =
        time.isBefore(Timestamps.EARLIEST)
            ? Timestamps.EARLIEST
            : time.isAfter(Timestamps.LATEST) ? Timestamps.LATEST : time;
    Instant millis = clamped.truncatedTo(ChronoUnit.MILLIS);
    boolean round = clamped.isAfter(millis) && clamped.isBefore(Timestamps.LATEST);
    return AttributeValue.fromS(Timestamps.format(round ? millis.plusMillis(1) : millis));
  }
}
