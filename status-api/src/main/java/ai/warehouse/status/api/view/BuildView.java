package ai.warehouse.status.api.view;

import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.Progress;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.json.StatusEventJson;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One build as it is watched: status, locales and newest events, and what of them has changed since
 * the changes were last written. Not thread-safe.
 *
 * <p>Events come in any order and more than once. The number of a locale's events counts an event
 * again that comes again after {@value #REMEMBERED_IDS} others.
 */
public final class BuildView {
  /** How many events are shown; all others count for their locales only. */
  public static final int MAX_EVENTS = 1_000;

  static final int REMEMBERED_IDS = 20_000;

  // Of the build as a whole, as no locale has an empty name.
  private static final String WHOLE = "";

  private final Duration stalledAfter;
  private final Map<String, LocaleView> locales = new LinkedHashMap<>();
  private final NavigableMap<EventOrder, StatusEvent> events = new TreeMap<>();
  private final Set<UUID> seen = Collections.newSetFromMap(new NewestIds());
  private final Set<String> changedLocales = new LinkedHashSet<>();
  private final NavigableMap<EventOrder, StatusEvent> newEvents = new TreeMap<>();
  private boolean buildChanged;
  private boolean previousChanged;
  private boolean eventsLeftOut;
  private @Nullable Status status;
  private @Nullable Status previous;
  private boolean head;
  private @Nullable Instant lastEventAt;
  private boolean announced;
  private boolean begun;
  private long completed;
  private @Nullable BuildState writtenState;

  /** Creates a view of a build of which nothing is known. */
  public BuildView(Duration stalledAfter) {
    this.stalledAfter = stalledAfter;
  }

  /** Takes an event of the build; returns whether it was new. */
  public boolean add(StatusEvent event) {
    if (event.kind() == EventKind.IGNORED || !seen.add(event.eventId())) {
      return false;
    }
    String name = event.locale() == null ? WHOLE : event.locale();
    LocaleView before = locales.get(name);
    LocaleView after = before == null ? LocaleView.first(event) : before.with(event);
    locales.put(name, after);
    changedLocales.add(name);
    completed += completed(after) - completed(before);
    announced |= event.kind() == EventKind.QUEUED;
    begun |= Activity.begins(event);
    if (lastEventAt == null || event.createdAt().isAfter(lastEventAt)) {
      lastEventAt = event.createdAt();
    }
    buildChanged = true;
    keep(event);
    return true;
  }

  private static int completed(@Nullable LocaleView locale) {
    return locale != null && locale.state().completed() ? 1 : 0;
  }

  private void keep(StatusEvent event) {
    EventOrder order = EventOrder.of(event);
    StatusEvent shown = Texts.cut(event);
    events.put(order, shown);
    newEvents.put(order, shown);
    if (events.size() > MAX_EVENTS) {
      newEvents.remove(events.pollFirstEntry().getKey());
      eventsLeftOut = true;
    }
  }

  /** Takes the build's status, unless a newer one is known; returns whether it is new. */
  public boolean update(Status newest) {
    if (status != null && newest.revision() <= status.revision()) {
      return false;
    }
    boolean healed = status == null || status.error() != newest.error();
    status = newest;
    buildChanged = true;
    if (healed && locales.containsKey(WHOLE)) {
      changedLocales.add(WHOLE);
    }
    return true;
  }

  /** Takes whether the build is its package's head. */
  public void head(boolean isHead) {
    buildChanged |= head != isHead;
    head = isHead;
  }

  /** Takes the status of the version before; null if there is none. */
  public void previous(@Nullable Status before) {
    previousChanged |= !Objects.equals(previous, before);
    previous = before;
  }

  /** Returns the build's status; null while unknown. */
  public @Nullable Status status() {
    return status;
  }

  /** Returns the state of the build; null while its status is unknown. */
  public @Nullable BuildState state(Instant now) {
    return status == null ? null : view(status, now).state();
  }

  /** Returns whether something has changed, by events or by time, since it was last written. */
  public boolean hasChanged(Instant now) {
    return buildChanged
        || previousChanged
        || !changedLocales.isEmpty()
        || state(now) != writtenState;
  }

  /**
   * Returns whether the status tells of events that were not taken: they have expired, are yet to
   * come, or lie in another partition than their package's.
   */
  public boolean isBehind() {
    return status != null
        && (lastEventAt == null
            || status.updatedAt().isAfter(lastEventAt)
            || missesLocales(status));
  }

  private boolean missesLocales(Status known) {
    return Progress.percent(completed, known.total()) < known.progress();
  }

  private HeadView view(Status known, Instant now) {
    Duration before = previous != null && previous.complete() ? HeadView.duration(previous) : null;
    Long count = missesLocales(known) ? null : (Long) completed;
    Activity activity = new Activity(lastEventAt, announced && !begun, count);
    return HeadView.of(known, activity, before, now, stalledAfter);
  }

  /** Writes the fields of a snapshot. */
  public void writeSnapshot(JsonGenerator json, Instant now) throws IOException {
    writeBuild(json, now);
    writePrevious(json, now);
    writeLocales(json, locales.values());
    writeEvents(json, events.values());
    json.writeBooleanField("eventsLeftOut", eventsLeftOut);
  }

  /** Writes the fields that tell what has changed, which then is written. */
  public void writeChanges(JsonGenerator json, Instant now) throws IOException {
    writeBuild(json, now);
    if (previousChanged) {
      writePrevious(json, now);
    }
    if (!changedLocales.isEmpty()) {
      writeLocales(json, changedLocales.stream().map(locales::get).toList());
    }
    if (!newEvents.isEmpty()) {
      writeEvents(json, newEvents.values());
    }
    clearChanges(now);
  }

  /** Takes all that has changed for written. */
  public void clearChanges(Instant now) {
    buildChanged = false;
    previousChanged = false;
    changedLocales.clear();
    newEvents.clear();
    writtenState = state(now);
  }

  private void writeBuild(JsonGenerator json, Instant now) throws IOException {
    if (status != null) {
      json.writeFieldName("build");
      view(status, now).writeBuild(json, head);
    }
  }

  private void writePrevious(JsonGenerator json, Instant now) throws IOException {
    if (previous == null) {
      return;
    }
    HeadView view = HeadView.of(previous, Activity.UNKNOWN, null, now, stalledAfter);
    json.writeObjectFieldStart("previous");
    json.writeStringField("version", previous.key().version());
    json.writeStringField("state", view.state().wireName());
    Duration duration = HeadView.duration(previous);
    if (duration != null) {
      json.writeNumberField("durationMs", duration.toMillis());
    }
    json.writeStringField("createdAt", Timestamps.format(previous.createdAt()));
    json.writeEndObject();
  }

  private void writeLocales(JsonGenerator json, Collection<LocaleView> views) throws IOException {
    json.writeArrayFieldStart("locales");
    for (LocaleView view : views) {
      view.write(json, failing(view));
    }
    json.writeEndArray();
  }

  // An error of the build as a whole is healed by what happens to its locales, and its status knows
  // (SPEC §2).
  private boolean failing(LocaleView view) {
    LocaleState state = view.state();
    return view.locale() != null || status == null
        ? state.failing()
        : state.failedAt() != null && status.error();
  }

  private static void writeEvents(JsonGenerator json, Collection<StatusEvent> shown)
      throws IOException {
    json.writeArrayFieldStart("events");
    for (StatusEvent event : shown) {
      json.writeRawValue(new String(StatusEventJson.write(event), StandardCharsets.UTF_8));
    }
    json.writeEndArray();
  }

  /** The ids that came last. */
  private static final class NewestIds extends LinkedHashMap<UUID, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
      return size() > REMEMBERED_IDS;
    }
  }
}
