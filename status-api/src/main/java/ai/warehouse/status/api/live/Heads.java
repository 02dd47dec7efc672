package ai.warehouse.status.api.live;

import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.api.view.Activity;
import ai.warehouse.status.api.view.BuildState;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.dynamodb.EventQuery;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** All heads with their statuses, and the stream of them. Changed on the loop's thread only. */
final class Heads implements LiveHeads, Channel.Content {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelayWithoutJitter(TICK, Duration.ofSeconds(30));
  private static final int MAX_CHECKS = 16;
  private static final int NEWEST_EVENTS = 5;
  private static final int MAX_READ_AT_ONCE = 100;

  private final Loop loop;
  private final TableReader tables;
  private final Reads reads;
  private final Upstream upstream;
  private final Duration stalledAfter;
  private final Channel channel;
  private final Map<PackageKey, HeadEntry> heads = new ConcurrentHashMap<>();
  private final Map<PackageKey, BuildState> unfinished = new HashMap<>();
  private final Set<PackageKey> withoutStatus = new LinkedHashSet<>();
  private final Set<PackageKey> changed = new LinkedHashSet<>();
  private boolean loaded;
  private boolean readingStatuses;
  private Instant nextStatuses = Instant.EPOCH;
  private int foundNone;
  private int checks;

  Heads(Loop loop, TableReader tables, Reads reads, Upstream upstream, Duration stalledAfter) {
    this.loop = loop;
    this.tables = tables;
    this.reads = reads;
    this.upstream = upstream;
    this.stalledAfter = stalledAfter;
    this.channel = new Channel(loop, this);
  }

  Channel channel() {
    return channel;
  }

  /** Takes that all stored heads were given. */
  void loaded() {
    loaded = true;
    channel.changed(true);
    tick();
  }

  boolean isLoaded() {
    return loaded;
  }

  int size() {
    return heads.size();
  }

  /** Returns the version of a head; null if the package has none. */
  @Nullable String version(PackageKey key) {
    HeadEntry entry = heads.get(key);
    return entry == null ? null : entry.head().version();
  }

  /**
   * Takes a head, unless a newer one is known.
   *
   * @param status the status of the head's build; null if unknown
   * @return whether the package has another head now
   */
  boolean update(StatusHead head, @Nullable Status status) {
    HeadEntry before = heads.get(head.key());
    if (before != null && before.head().revision() >= head.revision()) {
      return false;
    }
    put(before, before == null ? HeadEntry.of(head, status) : before.with(head, status));
    return before == null || !before.head().version().equals(head.version());
  }

  /** Takes a status, if it is that of a head and no newer one is known. */
  void update(Status status) {
    HeadEntry before = heads.get(status.key().packageKey());
    if (before != null && before.isNews(status)) {
      put(before, before.with(status));
    }
  }

  private void put(@Nullable HeadEntry before, HeadEntry after) {
    PackageKey key = after.head().key();
    heads.put(key, after);
    if (after.status() == null) {
      withoutStatus.add(key);
    } else {
      withoutStatus.remove(key);
    }
    if (view(after).state().isFinal()) {
      unfinished.remove(key);
    } else {
      unfinished.putIfAbsent(key, BuildState.BUILDING);
    }
    changed(key, before == null || before.isMilestone(after));
  }

  private void changed(PackageKey key, boolean milestone) {
    if (!channel.isEmpty()) {
      changed.add(key);
      channel.changed(milestone);
    }
  }

  // What changes by time alone, or is not in the topics.
  private void tick() {
    loop.schedule(TICK, this::tick);
    readStatuses();
    if (!channel.isEmpty()) {
      unfinished.forEach(this::check);
    }
  }

  private void check(PackageKey key, BuildState shown) {
    HeadEntry entry = heads.get(key);
    if (entry == null) {
      return;
    }
    if (view(entry).state() != shown) {
      changed(key, false);
    }
    if (checks < MAX_CHECKS && entry.isInDoubt(loop.now(), stalledAfter)) {
      checks++;
      readNewestEvents(entry);
    }
  }

  private void readNewestEvents(HeadEntry entry) {
    BuildKey build = entry.build();
    replace(entry, entry.checked(loop.now(), entry.activity()));
    reads.read(
        () -> tables.events(build, EventQuery.newestFirst().limit(NEWEST_EVENTS)),
        events -> checked(build, events == null ? List.of() : events),
        () -> checks--);
  }

  private void checked(BuildKey build, List<StatusEvent> events) {
    checks--;
    HeadEntry now = heads.get(build.packageKey());
    if (now != null && now.build().equals(build)) {
      HeadEntry after = now.checked(loop.now(), Activity.ofNewest(events, NEWEST_EVENTS));
      replace(now, after);
      if (!view(now).isShownAs(view(after))) {
        changed(build.packageKey(), false);
      }
    }
  }

  private void replace(HeadEntry before, HeadEntry after) {
    heads.replace(before.head().key(), before, after);
  }

  // A status that is neither in the topic nor known: older than what is followed.
  private void readStatuses() {
    if (readingStatuses || withoutStatus.isEmpty() || loop.now().isBefore(nextStatuses)) {
      return;
    }
    List<PackageKey> keys = withoutStatus.stream().limit(MAX_READ_AT_ONCE).toList();
    keys.forEach(withoutStatus::remove);
    withoutStatus.addAll(keys); // so that the others are next
    List<BuildKey> builds = keys.stream().map(heads::get).map(HeadEntry::build).toList();
    readingStatuses = true;
    reads.read(
        () -> tables.statuses(builds),
        statuses -> {
          readingStatuses = false;
          foundNone = statuses == null || statuses.isEmpty() ? foundNone + 1 : 0;
          nextStatuses = loop.now().plus(BACKOFF.computeDelay(foundNone + 1));
          (statuses == null ? List.<Status>of() : statuses).forEach(this::update);
        },
        () -> readingStatuses = false);
  }

  private HeadView view(HeadEntry entry) {
    return entry.view(loop.now(), stalledAfter);
  }

  @Override
  public boolean isReady() {
    return loaded;
  }

  @Override
  public Frame snapshot() {
    return Frame.of(
        "snapshot",
        ViewJson.object(
            json -> {
              writeNow(json);
              json.writeNumberField("stalledAfterMs", stalledAfter.toMillis());
              upstream.write(json);
              write(json, heads.values());
            }));
  }

  @Override
  public @Nullable Frame changes() {
    List<HeadEntry> entries = changed.stream().map(heads::get).toList();
    changed.clear();
    if (entries.isEmpty() || !channel.hasSnapshots()) {
      return null;
    }
    return Frame.of(
        "changes",
        ViewJson.object(
            json -> {
              writeNow(json);
              write(json, entries);
            }));
  }

  private void writeNow(JsonGenerator json) throws IOException {
    json.writeStringField("now", Timestamps.format(loop.now()));
  }

  private void write(JsonGenerator json, Collection<HeadEntry> entries) throws IOException {
    json.writeArrayFieldStart("heads");
    for (HeadEntry entry : entries) {
      HeadView view = view(entry);
      unfinished.computeIfPresent(view.key(), (key, shown) -> view.state());
      view.write(json);
    }
    json.writeEndArray();
  }

  @Override
  public @Nullable Status status(PackageKey head) {
    HeadEntry entry = heads.get(head);
    return entry == null ? null : entry.status();
  }

  @Override
  public Collection<HeadView> all() {
    return heads.values().stream().map(this::view).toList();
  }
}
