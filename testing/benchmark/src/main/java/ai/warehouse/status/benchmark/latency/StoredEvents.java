package ai.warehouse.status.benchmark.latency;

import ai.warehouse.status.benchmark.InMemoryState;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Observes what the sink stores, and measures times from when an event was due: until the event
 * itself is stored, and until a status is stored that includes the event; the latter also for
 * events alone that change whether the build is complete or failing.
 *
 * <p>An event that is delivered twice counts once, from when it was first due.
 */
final class StoredEvents implements ExecutionInterceptor {
  private static final int DIGITS = 3;

  private final Set<String> known = new HashSet<>();
  private final Map<String, Long> events = new HashMap<>();
  private final Map<String, NavigableMap<String, Due>> statuses = new HashMap<>();
  private final InMemoryState state = new InMemoryState();
  private final Map<BuildKey, Outcome> outcomes = new HashMap<>();
  private Histogram untilEvent;
  private Histogram untilStatus;
  private Histogram untilOutcome;

  private record Outcome(boolean complete, boolean error) {
    static final Outcome NONE = new Outcome(false, false);
  }

  private record Due(long nanos, boolean changesOutcome) {}

  StoredEvents() {
    forgetTimes();
  }

  /** Forgets the times measured so far. */
  synchronized void forgetTimes() {
    untilEvent = new Histogram(DIGITS);
    untilStatus = new Histogram(DIGITS);
    untilOutcome = new Histogram(DIGITS);
  }

  /** Expects an event that is about to be published. */
  synchronized void expect(StatusEvent event, long dueNanos) {
    String id = event.eventId().toString();
    if (!known.add(id)) {
      return;
    }
    events.put(id, dueNanos);
    boolean changesOutcome = changesOutcome(event);
    if (event.kind() != EventKind.EVENT) {
      statuses
          .computeIfAbsent(event.key().toString(), unknown -> new TreeMap<>())
          .put(Timestamps.format(event.createdAt()), new Due(dueNanos, changesOutcome));
    }
  }

  private boolean changesOutcome(StatusEvent event) {
    FoldResult changes = StatusFold.fold(state, event, known.size());
    state.store(changes);
    boolean changed = false;
    for (Status status : changes.statuses()) {
      Outcome now = new Outcome(status.complete(), status.error());
      changed |=
          !now.equals(Objects.requireNonNullElse(outcomes.put(status.key(), now), Outcome.NONE));
    }
    return changed;
  }

  /** Returns microseconds until the events themselves were stored. */
  synchronized Histogram untilEvent() {
    return untilEvent.copy();
  }

  /** Returns microseconds until statuses were stored that include the events. */
  synchronized Histogram untilStatus() {
    return untilStatus.copy();
  }

  /** Returns the same of those events alone that change whether a build is complete or failing. */
  synchronized Histogram untilOutcome() {
    return untilOutcome.copy();
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    long now = System.nanoTime();
    if (context.request() instanceof BatchWriteItemRequest batch) {
      batch
          .requestItems()
          .values()
          .forEach(writes -> writes.forEach(write -> stored(write.putRequest().item(), now)));
    } else if (context.request() instanceof PutItemRequest put) {
      stored(put.item(), now);
    }
  }

  private void stored(Map<String, AttributeValue> item, long now) {
    if (item.containsKey("eventId")) {
      Long due = events.remove(item.get("eventId").s());
      if (due != null) {
        record(untilEvent, now - due);
      }
    } else if (item.containsKey("complete") && statuses.containsKey(item.get("key").s())) {
      // Times grow from event to event, and a build's events stay in order.
      Map<String, Due> included =
          statuses.get(item.get("key").s()).headMap(item.get("updatedAt").s(), true);
      for (Due due : included.values()) {
        record(untilStatus, now - due.nanos());
        if (due.changesOutcome()) {
          record(untilOutcome, now - due.nanos());
        }
      }
      included.clear();
    }
  }

  private static void record(Histogram times, long nanos) {
    times.recordValue(TimeUnit.NANOSECONDS.toMicros(nanos));
  }
}
