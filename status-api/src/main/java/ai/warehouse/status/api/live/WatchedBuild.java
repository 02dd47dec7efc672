package ai.warehouse.status.api.live;

import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.api.view.BuildState;
import ai.warehouse.status.api.view.BuildView;
import ai.warehouse.status.api.view.ViewJson;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import ai.warehouse.status.model.dynamodb.EventQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * A build that somebody watches: its history is read from the table while new events come from the
 * topic. Used on the loop's thread only.
 */
final class WatchedBuild implements Channel.Content {
  private static final BackoffStrategy RETRY =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(10));
  private static final BackoffStrategy REFRESH =
      BackoffStrategy.exponentialDelayWithoutJitter(Duration.ofSeconds(2), Duration.ofMinutes(5));
  private static final int EVENTS_AT_ONCE = 500;
  private static final int REFRESHED_EVENTS = 5_000;

  private final BuildKey build;
  private final Loop loop;
  private final TableReader tables;
  private final Reads reads;
  private final Upstream upstream;
  private final Duration stalledAfter;
  private final BuildView view;
  private final Channel channel;
  private @Nullable HistoryReader reading;
  private @Nullable String previousVersion;
  private boolean statusRead;
  private boolean historyRead;
  private boolean begun;
  private int refreshes;
  private Instant nextRefresh = Instant.MAX;
  private @Nullable Instant unwatchedSince;
  private boolean closed;

  WatchedBuild(
      BuildKey build,
      Loop loop,
      TableReader tables,
      Reads reads,
      Upstream upstream,
      Duration stalledAfter) {
    this.build = build;
    this.loop = loop;
    this.tables = tables;
    this.reads = reads;
    this.upstream = upstream;
    this.stalledAfter = stalledAfter;
    this.view = new BuildView(stalledAfter);
    this.channel = new Channel(loop, this);
  }

  BuildKey build() {
    return build;
  }

  Channel channel() {
    return channel;
  }

  /**
   * Begins to read what is stored.
   *
   * @param live the status that is known without a read, perhaps an old one; null for none
   */
  void start(@Nullable Status live, boolean head) {
    view.head(head);
    if (live != null) {
      update(live);
    }
    readStatus(1);
    readHistory(1);
  }

  /** Returns whether nobody has watched for so long; to be asked now and then. */
  boolean isUnwatchedFor(Duration time) {
    if (!channel.isEmpty()) {
      unwatchedSince = null;
      return false;
    }
    Instant now = loop.now();
    if (unwatchedSince == null) {
      unwatchedSince = now;
    }
    return !unwatchedSince.plus(time).isAfter(now);
  }

  void close() {
    closed = true;
    if (reading != null) {
      reading.cancel();
    }
  }

  private void readStatus(int attempt) {
    reads.read(
        () -> tables.statusNow(build),
        status -> {
          statusRead = true;
          if (status != null) {
            update(status);
          }
          changed(true);
        },
        () -> again(attempt, this::readStatus));
  }

  private void readHistory(int attempt) {
    read(
        EventQuery.oldestFirst(),
        () -> historyRead = true,
        () -> again(attempt, this::readHistory));
  }

  private void read(EventQuery query, Runnable ended, Runnable failed) {
    HistoryReader reader =
        new HistoryReader(
            loop,
            this::add,
            () -> {
              reading = null;
              reads.answered();
              ended.run();
              changed(true);
            },
            failure -> {
              reading = null;
              reads.failed(failure, () -> tables.statusNow(build));
              failed.run();
            });
    reading = reader;
    tables.history(build, query, EVENTS_AT_ONCE).subscribe(reader);
  }

  private void again(int attempt, IntConsumer read) {
    loop.schedule(
        RETRY.computeDelay(attempt),
        () -> {
          if (!closed) {
            read.accept(attempt + 1);
          }
        });
  }

  /** Takes an event of this build, from the table or the topic. */
  void add(StatusEvent event) {
    if (view.add(event)) {
      changed(false);
    }
  }

  /** Takes a status of this build. */
  void update(Status status) {
    BuildState before = view.state(loop.now());
    if (view.update(status)) {
      readPrevious(status.previousVersion());
      changed(view.state(loop.now()) != before);
    }
  }

  private void readPrevious(@Nullable String version) {
    if (Objects.equals(previousVersion, version)) {
      return;
    }
    previousVersion = version;
    if (version == null) {
      view.previous(null);
      return;
    }
    readPrevious(version, 1);
  }

  private void readPrevious(String version, int attempt) {
    if (!version.equals(previousVersion)) {
      return;
    }
    reads.read(
        () -> tables.status(new BuildKey(build.pkg(), build.env(), version)),
        status -> {
          if (version.equals(previousVersion)) {
            view.previous(status);
            changed(false);
          }
        },
        () -> again(attempt, next -> readPrevious(version, next)));
  }

  /** Takes whether the build is its package's head. */
  void head(boolean head) {
    view.head(head);
    changed(false);
  }

  private void changed(boolean milestone) {
    if (view.hasChanged(loop.now()) || milestone) {
      channel.changed(milestone);
    }
  }

  /** Looks for what changes by time alone, and for events that the topic doesn't tell. */
  void tick() {
    changed(false);
    if (!historyRead || !view.isBehind()) {
      refreshes = 0;
      nextRefresh = Instant.MAX;
    } else if (nextRefresh.equals(Instant.MAX)) {
      planRefresh();
    } else if (reading == null && !loop.now().isBefore(nextRefresh)) {
      planRefresh();
      read(EventQuery.newestFirst().limit(REFRESHED_EVENTS), () -> {}, () -> {});
    }
  }

  private void planRefresh() {
    refreshes++;
    nextRefresh = loop.now().plus(REFRESH.computeDelay(refreshes + 1));
  }

  @Override
  public boolean isReady() {
    return statusRead && historyRead;
  }

  @Override
  public Frame snapshot() {
    return snapshot(view, loop.now(), stalledAfter, upstream);
  }

  /** Encodes a snapshot of a view. */
  static Frame snapshot(BuildView view, Instant now, Duration stalledAfter, Upstream upstream) {
    return Frame.of(
        "snapshot",
        ViewJson.object(
            json -> {
              json.writeStringField("now", Timestamps.format(now));
              json.writeNumberField("stalledAfterMs", stalledAfter.toMillis());
              upstream.write(json);
              view.writeSnapshot(json, now);
            }));
  }

  @Override
  public @Nullable Frame changes() {
    Instant now = loop.now();
    if (!view.hasChanged(now)) {
      return null;
    }
    boolean begins = !begun && view.status() != null;
    begun |= begins;
    if (!channel.hasSnapshots()) {
      view.clearChanges(now);
      return null;
    }
    if (begins) {
      view.clearChanges(now);
      return snapshot(); // who knew of no build has nothing that could change
    }
    return Frame.of(
        "changes",
        ViewJson.object(
            json -> {
              json.writeStringField("now", Timestamps.format(now));
              view.writeChanges(json, now);
            }));
  }
}
