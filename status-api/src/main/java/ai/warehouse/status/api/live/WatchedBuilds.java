package ai.warehouse.status.api.live;

import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.api.view.BuildView;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The builds that somebody watches, each read once for all. Used on the loop's thread only. */
final class WatchedBuilds {
  private static final Duration TICK = Duration.ofSeconds(1);
  // For those who reload the page.
  private static final Duration KEPT = Duration.ofSeconds(5);

  /** Follows the events of builds. */
  interface EventSource {
    void watch(BuildKey build);

    void unwatch(BuildKey build);
  }

  private final Loop loop;
  private final TableReader tables;
  private final Reads reads;
  private final Upstream upstream;
  private final Duration stalledAfter;
  private final Heads heads;
  private final Function<BuildKey, @Nullable Status> live;
  private final EventSource source;
  private final Channel withoutHead;
  private final Map<BuildKey, WatchedBuild> builds = new ConcurrentHashMap<>();
  private final Map<PackageKey, Map<Subscriber, Channel>> headStreams = new HashMap<>();

  /**
   * Watches nothing yet.
   *
   * @param live returns the status of a build that is known without a read, perhaps an old one
   */
  WatchedBuilds(
      Loop loop,
      TableReader tables,
      Reads reads,
      Upstream upstream,
      Duration stalledAfter,
      Heads heads,
      Function<BuildKey, @Nullable Status> live,
      EventSource source) {
    this.loop = loop;
    this.tables = tables;
    this.reads = reads;
    this.upstream = upstream;
    this.stalledAfter = stalledAfter;
    this.heads = heads;
    this.live = live;
    this.source = source;
    this.withoutHead = new Channel(loop, new Nothing());
  }

  void start() {
    loop.schedule(TICK, this::tick);
  }

  private void tick() {
    loop.schedule(TICK, this::tick);
    for (WatchedBuild watched : builds.values()) {
      if (watched.isUnwatchedFor(KEPT)) {
        free(watched);
      } else {
        watched.tick();
      }
    }
  }

  private void free(WatchedBuild watched) {
    builds.remove(watched.build());
    source.unwatch(watched.build());
    watched.close();
  }

  /** Returns the number of builds; on any thread. */
  int size() {
    return builds.size();
  }

  /** Returns the number of streams; on any thread. */
  int streams() {
    return withoutHead.size()
        + builds.values().stream().mapToInt(build -> build.channel().size()).sum();
  }

  /** Opens a stream of a build. */
  void join(BuildKey build, Subscriber subscriber) {
    watch(build).channel().join(subscriber);
  }

  /** Ends a stream of a build. */
  void leave(BuildKey build, Subscriber subscriber) {
    WatchedBuild watched = builds.get(build);
    if (watched != null) {
      watched.channel().leave(subscriber);
    }
  }

  private WatchedBuild watch(BuildKey build) {
    WatchedBuild known = builds.get(build);
    if (known != null) {
      return known;
    }
    WatchedBuild begun = new WatchedBuild(build, loop, tables, reads, upstream, stalledAfter);
    builds.put(build, begun);
    source.watch(build); // before the tables, so that no event falls between
    begun.start(live.apply(build), build.version().equals(heads.version(build.packageKey())));
    return begun;
  }

  /** Opens a stream of a package's head. */
  void joinHead(PackageKey key, Subscriber subscriber) {
    Channel channel = channelOfHead(key);
    headStreams.computeIfAbsent(key, same -> new LinkedHashMap<>()).put(subscriber, channel);
    channel.join(subscriber);
  }

  /** Ends a stream of a package's head. */
  void leaveHead(PackageKey key, Subscriber subscriber) {
    Map<Subscriber, Channel> streams = headStreams.getOrDefault(key, new HashMap<>());
    Channel channel = streams.remove(subscriber);
    if (channel != null) {
      channel.leave(subscriber);
    }
    if (streams.isEmpty()) {
      headStreams.remove(key);
    }
  }

  private Channel channelOfHead(PackageKey key) {
    String version = heads.version(key);
    return version == null
        ? withoutHead
        : watch(new BuildKey(key.pkg(), key.env(), version)).channel();
  }

  /** Takes that all stored heads are known. */
  void headsLoaded() {
    List.copyOf(headStreams.keySet()).forEach(this::headChanged);
    withoutHead.changed(true);
  }

  /** Takes that a package has another head. */
  void headChanged(PackageKey key) {
    String version = heads.version(key);
    for (WatchedBuild watched : builds.values()) {
      if (watched.build().packageKey().equals(key)) {
        watched.head(watched.build().version().equals(version));
      }
    }
    Map<Subscriber, Channel> streams = headStreams.get(key);
    if (streams != null) {
      Channel now = channelOfHead(key);
      streams.replaceAll((subscriber, before) -> move(subscriber, before, now));
    }
  }

  private Channel move(Subscriber subscriber, Channel before, Channel now) {
    if (before != now) {
      before.leave(subscriber);
      now.join(subscriber);
    }
    return now;
  }

  /** Takes a status of any build. */
  void update(Status status) {
    WatchedBuild watched = builds.get(status.key());
    if (watched != null) {
      watched.update(status);
    }
  }

  /** Takes an event of any build. */
  void add(StatusEvent event) {
    WatchedBuild watched = builds.get(event.key());
    if (watched != null) {
      watched.add(event);
    }
  }

  /** Sends a frame to all streams. */
  void send(Frame frame) {
    withoutHead.send(frame);
    builds.values().forEach(watched -> watched.channel().send(frame));
  }

  /** Ends all streams. */
  void end() {
    withoutHead.end();
    builds.values().forEach(watched -> watched.channel().end());
  }

  /** What there is of a package without a head. */
  private final class Nothing implements Channel.Content {
    @Override
    public boolean isReady() {
      return heads.isLoaded();
    }

    @Override
    public Frame snapshot() {
      return WatchedBuild.snapshot(new BuildView(stalledAfter), loop.now(), stalledAfter, upstream);
    }

    @Override
    public @Nullable Frame changes() {
      return null;
    }
  }
}
