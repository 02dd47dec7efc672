package ai.warehouse.status.api.live;

import ai.warehouse.status.api.live.Upstream.Neighbour;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that is live: heads, watched builds and whoever waits, told of what comes from the topics.
 * The methods of {@link LiveStreams} and the numbers may be called on any thread, all others on the
 * loop's only.
 */
final class LiveState implements LiveStreams {
  private static final Frame ALIVE = Frame.comment("alive");
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Loop loop;
  private final Upstream upstream = new Upstream();
  private final RecentStatuses recent = new RecentStatuses();
  private final Reads reads;
  private final Heads heads;
  private final WatchedBuilds builds;
  private final Waiters waiters;
  private volatile boolean ready;
  private boolean caughtUp;
  private boolean ended;

  LiveState(
      Loop loop, TableReader tables, Duration stalledAfter, WatchedBuilds.EventSource events) {
    this.loop = loop;
    reads = new Reads(loop, answering -> answering(Neighbour.DYNAMODB, answering));
    heads = new Heads(loop, tables, reads, upstream, stalledAfter);
    builds =
        new WatchedBuilds(loop, tables, reads, upstream, stalledAfter, heads, this::newest, events);
    waiters =
        new Waiters(loop, tables, reads, upstream, build -> isUpToDate() ? newest(build) : null);
  }

  void start() {
    builds.start();
    waiters.start();
    loop.schedule(HEARTBEAT, this::heartbeat);
  }

  /** Takes all stored heads, and the statuses of their builds. */
  void load(List<StatusHead> stored, List<Status> statuses) {
    reads.answered();
    stored.forEach(head -> heads.update(head, null));
    statuses.forEach(heads::update);
    heads.loaded();
    builds.headsLoaded();
  }

  /** Takes that all was taken that was in the topics at the start. */
  void caughtUp() {
    caughtUp = true;
    ready = true;
    waiters.lookAgain();
  }

  /** Returns whether all is known that was there at the start; on any thread. */
  boolean isReady() {
    return ready;
  }

  /** Takes what a poll of the topics has brought. */
  void apply(Updates updates) {
    for (Status status : updates.statuses()) {
      if (recent.update(status)) {
        heads.update(status);
        builds.update(status);
        if (isUpToDate()) {
          waiters.update(status);
        }
      }
    }
    updates.heads().forEach(this::update);
    updates.events().forEach(builds::add);
  }

  private void update(StatusHead head) {
    Status status = recent.get(HeadEntry.of(head, null).build());
    if (heads.update(head, status)) {
      builds.headChanged(head.key());
    }
  }

  private @Nullable Status newest(BuildKey build) {
    Status ofHead = heads.status(build.packageKey());
    return ofHead != null && ofHead.key().equals(build) ? ofHead : recent.get(build);
  }

  // Before, the topic tells of states that are over.
  private boolean isUpToDate() {
    return caughtUp && !upstream.isAway(Neighbour.KAFKA);
  }

  /** Takes whether a neighbour answers. */
  void answering(Neighbour neighbour, boolean answering) {
    if (upstream.update(neighbour, answering, loop.now())) {
      send(upstream.frame());
      waiters.lookAgain();
    }
  }

  /** Takes that a read of DynamoDB outside of this has failed, which is sent until one doesn't. */
  void failed(Throwable failure, Supplier<CompletableFuture<List<StatusHead>>> read) {
    reads.failed(failure, read);
  }

  private void heartbeat() {
    loop.schedule(HEARTBEAT, this::heartbeat);
    send(ALIVE);
  }

  private void send(Frame frame) {
    heads.channel().send(frame);
    builds.send(frame);
  }

  /** Ends all streams; those that are opened from now on end at once. */
  void end() {
    ended = true;
    heads.channel().end();
    builds.end();
    waiters.end();
  }

  @Override
  public AutoCloseable heads(Subscriber to) {
    return open(to, () -> heads.channel().join(to), () -> heads.channel().leave(to));
  }

  @Override
  public AutoCloseable head(PackageKey key, Subscriber to) {
    return open(to, () -> builds.joinHead(key, to), () -> builds.leaveHead(key, to));
  }

  @Override
  public AutoCloseable build(BuildKey build, Subscriber to) {
    return open(to, () -> builds.join(build, to), () -> builds.leave(build, to));
  }

  private AutoCloseable open(Subscriber to, Runnable join, Runnable leave) {
    loop.execute(
        () -> {
          if (ended) {
            to.end();
          } else {
            join.run();
          }
        });
    return () -> loop.execute(leave);
  }

  Upstream upstream() {
    return upstream;
  }

  Waiters waiters() {
    return waiters;
  }

  Heads heads() {
    return heads;
  }

  int watchedBuilds() {
    return builds.size();
  }

  int subscribers() {
    return heads.channel().size() + builds.streams();
  }
}
