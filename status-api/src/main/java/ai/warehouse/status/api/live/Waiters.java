package ai.warehouse.status.api.live;

import ai.warehouse.status.api.live.WaitOutcome.Result;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whoever waits for a build: told by the topic, and by reads of the table that begin after they
 * came, and once more after their time is over. All but {@link #await} on the loop's thread only.
 */
final class Waiters implements Waiting {
  private static final Duration TICK = Duration.ofSeconds(2);
  private static final int READ_AT_ONCE = 50;

  private final Loop loop;
  private final TableReader tables;
  private final Reads reads;
  private final Upstream upstream;
  private final Function<BuildKey, @Nullable Status> live;
  private final Map<BuildKey, Group> groups = new LinkedHashMap<>();
  private final AtomicInteger size = new AtomicInteger();

  /**
   * Waits for nothing yet.
   *
   * @param live returns the status of a build, if it is known without a read and up to date
   */
  Waiters(
      Loop loop,
      TableReader tables,
      Reads reads,
      Upstream upstream,
      Function<BuildKey, @Nullable Status> live) {
    this.loop = loop;
    this.tables = tables;
    this.reads = reads;
    this.upstream = upstream;
    this.live = live;
  }

  void start() {
    loop.schedule(TICK, this::tick);
  }

  // While the topic can't be followed, the table alone may tell.
  private void tick() {
    loop.schedule(TICK, this::tick);
    if (upstream.isAway(Upstream.Neighbour.KAFKA)) {
      for (Group group : groups.values().stream().limit(READ_AT_ONCE).toList()) {
        groups.remove(group.build);
        groups.put(group.build, group); // so that the others are next
        group.read();
      }
    }
  }

  /** Returns how many wait; on any thread. */
  int size() {
    return size.get();
  }

  @Override
  public CompletableFuture<WaitOutcome> await(
      BuildKey build, boolean failIfFailing, Duration timeout) {
    Waiter waiter = new Waiter(failIfFailing);
    loop.execute(() -> register(build, waiter, timeout));
    waiter.outcome.whenComplete(
        (outcome, failure) -> {
          if (waiter.outcome.isCancelled()) {
            loop.execute(() -> remove(build, waiter));
          }
        });
    return waiter.outcome;
  }

  // The order matters: a status that comes after one of these steps is seen by a later one.
  private void register(BuildKey build, Waiter waiter, Duration timeout) {
    if (waiter.outcome.isDone()) {
      return; // cancelled meanwhile
    }
    Group group = groups.computeIfAbsent(build, Group::new);
    group.waiters.add(waiter);
    size.incrementAndGet();
    Status known = live.apply(build);
    if (known != null) {
      group.take(known);
    }
    if (group.judge(waiter)) {
      return;
    }
    if (timeout.isZero()) {
      group.expired.add(waiter);
    } else {
      waiter.timer = loop.schedule(timeout, () -> group.expire(waiter));
    }
    group.read();
  }

  private void remove(BuildKey build, Waiter waiter) {
    Group group = groups.get(build);
    if (group != null) {
      group.remove(waiter);
    }
  }

  /** Looks again at what is live, which was not up to date before. */
  void lookAgain() {
    for (Group group : List.copyOf(groups.values())) {
      Status known = live.apply(group.build);
      if (known != null) {
        group.take(known);
      }
    }
  }

  /** Answers all that the service stops. */
  void end() {
    for (Group group : List.copyOf(groups.values())) {
      for (Waiter waiter : List.copyOf(group.waiters)) {
        group.remove(waiter);
        waiter.outcome.completeExceptionally(new CancellationException("the service stops"));
      }
    }
  }

  /** Takes a status of any build. */
  void update(Status status) {
    Group group = groups.get(status.key());
    if (group != null) {
      group.take(status);
    }
  }

  /** One who waits. */
  private static final class Waiter {
    final boolean failIfFailing;
    final CompletableFuture<WaitOutcome> outcome = new CompletableFuture<>();
    Loop.@Nullable Timer timer;

    Waiter(boolean failIfFailing) {
      this.failIfFailing = failIfFailing;
    }

    @Nullable Result judge(Status status) {
      if (status.error() && failIfFailing) {
        return Result.FAILING;
      }
      return status.complete() ? Result.COMPLETE : null;
    }
  }

  /** All who wait for one build, and share its reads. */
  private final class Group {
    final BuildKey build;
    final Set<Waiter> waiters = new HashSet<>();
    final Set<Waiter> expired = new HashSet<>();
    private @Nullable Status newest;
    private boolean reading;
    private boolean readAgain;

    Group(BuildKey build) {
      this.build = build;
    }

    void take(Status status) {
      if (newest == null || newest.revision() < status.revision()) {
        newest = status;
        List.copyOf(waiters).forEach(this::judge);
      }
    }

    /** Returns whether a waiter has been answered. */
    boolean judge(Waiter waiter) {
      Result result = newest == null ? null : waiter.judge(newest);
      if (result != null) {
        end(waiter, result);
      }
      return waiter.outcome.isDone();
    }

    void expire(Waiter waiter) {
      if (waiters.contains(waiter)) {
        expired.add(waiter);
        read();
      }
    }

    /** Sends a read, or another one after that in flight, which may have missed what is asked. */
    void read() {
      if (reading) {
        readAgain = true;
        return;
      }
      reading = true;
      Set<Waiter> last = Set.copyOf(expired);
      reads.read(
          () -> tables.statusNow(build),
          status -> {
            if (status != null) {
              take(status);
            }
            ended(last);
          },
          () -> {
            ended(last);
            if (!waiters.isEmpty()) {
              loop.schedule(TICK, this::readUnlessEmpty);
            }
          });
    }

    private void ended(Set<Waiter> last) {
      for (Waiter waiter : last) {
        if (waiters.contains(waiter)) {
          end(waiter, Result.TIMED_OUT);
        }
      }
      reading = false;
      if (readAgain) {
        readAgain = false;
        readUnlessEmpty();
      }
    }

    private void readUnlessEmpty() {
      if (!waiters.isEmpty()) {
        read();
      }
    }

    private void end(Waiter waiter, Result result) {
      remove(waiter);
      waiter.outcome.complete(new WaitOutcome(result, newest));
    }

    void remove(Waiter waiter) {
      if (!waiters.remove(waiter)) {
        return;
      }
      size.decrementAndGet();
      expired.remove(waiter);
      if (waiter.timer != null) {
        waiter.timer.cancel();
      }
      if (waiters.isEmpty()) {
        groups.remove(build, this);
      }
    }
  }
}
