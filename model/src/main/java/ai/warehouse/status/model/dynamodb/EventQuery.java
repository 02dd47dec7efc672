package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.json.Fields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Which events of a build to find, and in which order: that of {@code eventId}, which is the order
 * of time, save among rows of the old package, whose version 1 ids don't sort.
 *
 * @param descending whether the newest comes first
 * @param since the earliest {@code createdAt}; null for any
 * @param until finds only events before it; null for any
 * @param limit how many at most; null for all
 */
public record EventQuery(boolean descending, Instant since, Instant until, Integer limit) {
  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public EventQuery {
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("limit is " + limit + " and must be at least 1");
    }
  }

  /** Finds all events, the oldest first. */
  public static EventQuery oldestFirst() {
    return new EventQuery(false, null, null, null);
  }

  /** Finds all events, the newest first. */
  public static EventQuery newestFirst() {
    return new EventQuery(true, null, null, null);
  }

  /** Finds only events of that time or later; those before are read and paid for all the same. */
  public EventQuery since(Instant time) {
    return new EventQuery(descending, time, until, limit);
  }

  /** Finds only events before that time; those after are read and paid for all the same. */
  public EventQuery until(Instant time) {
    return new EventQuery(descending, since, time, limit);
  }

  /** Finds at most so many, the first in this order. */
  public EventQuery limit(int count) {
    return new EventQuery(descending, since, until, count);
  }

  /** Returns how many items a page may have: never more than are wanted; null for no bound. */
  Integer pageSize() {
    // With a filter, DynamoDB counts what it reads and not what passes.
    return filter() == null ? limit : null;
  }

  /** Returns the condition on {@code createdAt}; null for none. */
  Expression filter() {
    List<String> conditions = new ArrayList<>();
    Map<String, AttributeValue> values = new HashMap<>();
    if (since != null) {
      conditions.add("#createdAt >= :since");
      values.put(":since", text(since));
    }
    if (until != null) {
      conditions.add("#createdAt < :until");
      values.put(":until", text(until));
    }
    return conditions.isEmpty()
        ? null
        : Expression.builder()
            .expression(String.join(" AND ", conditions))
            .putExpressionName("#createdAt", Fields.CREATED_AT)
            .expressionValues(values)
            .build();
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
