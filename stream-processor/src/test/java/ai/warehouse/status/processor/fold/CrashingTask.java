package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A task that commits, crashes and starts again at random, writing without transactions: the events
 * since the last commit are read again, while state and topics have kept of their effects what had
 * reached them.
 *
 * <p>It starts again from the state it had, or from the changelog, which is not the same: what the
 * state has kept may never have reached the changelog, or be in a transaction that was aborted.
 */
final class CrashingTask {
  private static final int CRASHES = 4;

  private final List<StatusEvent> log;
  private final Random random;
  private final NewestWinsTables tables;

  private InMemoryState state = new InMemoryState();
  private InMemoryState changelog = new InMemoryState();
  private int committed;
  private int reached; // the furthest that any run has come

  private final Map<PackageKey, Instant> unsettled = new HashMap<>();
  private final Map<PackageKey, Instant> settledSinceCommit = new HashMap<>();

  CrashingTask(List<StatusEvent> log, Random random) {
    this.log = log;
    this.random = random;
    tables = new NewestWinsTables(log);
  }

  NewestWinsTables tables() {
    return tables;
  }

  void run() {
    for (int crash = 0; crash < CRASHES; crash++) {
      new Run(committed + random.nextInt(log.size() - committed + 1)).crash();
    }
    new Run(log.size()).finish();
  }

  /** One life of the task. */
  private final class Run {
    private final int last;
    private final int end;
    private final List<InMemoryState> moments = new ArrayList<>();
    private final List<InMemoryState> changelogMoments = new ArrayList<>();
    private final List<Status> statuses = new ArrayList<>();
    private final List<StatusHead> heads = new ArrayList<>();
    private final List<StatusCounter> counters = new ArrayList<>();

    /** Runs from where was committed to some event of the log. */
    Run(int last) {
      this.last = last;
      // What the log held when it started: at least what was read before.
      end = Math.min(reached + random.nextInt(3), log.size());
      remember();
      for (int offset = committed; offset < last; offset++) {
        step(offset);
        if (random.nextInt(8) == 0) {
          commit(offset + 1);
        }
      }
    }

    private void step(int offset) {
      StatusEvent event = log.get(offset);
      if (offset < end) {
        store(StatusFold.foldFacts(state, event));
        note(event);
        if (offset + 1 == end && random.nextBoolean()) {
          settleAll(offset + 1);
        }
      } else {
        settle(event.key().packageKey(), offset);
        publish(StatusFold.fold(state, event, offset + 1));
      }
      reached = Math.max(reached, offset + 1);
      remember();
    }

    private void store(FoldResult result) {
      state.store(result);
      changelog.storeUnchecked(result);
    }

    private void remember() {
      moments.add(state.copy());
      changelogMoments.add(changelog.copy());
    }

    private void note(StatusEvent event) {
      BuildState build = state.build(event.key());
      if (build != null) {
        unsettled.merge(event.key().packageKey(), build.createdAt(), Times::earliest);
      }
    }

    private void settleAll(int revision) {
      List.copyOf(unsettled.keySet()).forEach(key -> settle(key, revision));
    }

    private void settle(PackageKey key, int revision) {
      Instant from = unsettled.remove(key);
      if (from != null) {
        settledSinceCommit.put(key, from);
        Settlement settlement = PackageSettler.settle(state, key, from, revision);
        state.store(settlement);
        changelog.store(settlement);
        statuses.addAll(settlement.statuses());
        heads.add(settlement.statusHead());
        counters.addAll(settlement.statusCounters());
        remember();
      }
    }

    private void publish(FoldResult result) {
      store(result);
      statuses.addAll(result.statuses());
      if (result.statusHead() != null) {
        heads.add(result.statusHead());
      }
      if (result.statusCounter() != null) {
        counters.add(result.statusCounter());
      }
    }

    /** All that was done so far is durable. */
    private void commit(int offset) {
      write(statuses.size(), heads.size(), counters.size());
      moments.clear();
      changelogMoments.clear();
      remember();
      settledSinceCommit.clear();
      committed = offset;
    }

    void crash() {
      write(
          random.nextInt(statuses.size() + 1),
          random.nextInt(heads.size() + 1),
          random.nextInt(counters.size() + 1));
      changelog = InMemoryState.torn(changelogMoments, random);
      state = random.nextBoolean() ? changelog.copy() : InMemoryState.torn(moments, random);
      unsettled.putAll(settledSinceCommit);
      settledSinceCommit.clear();
    }

    void finish() {
      settleAll(last);
      commit(last);
    }

    private void write(int ofStatuses, int ofHeads, int ofCounters) {
      statuses.subList(0, ofStatuses).forEach(tables::write);
      heads.subList(0, ofHeads).forEach(tables::write);
      counters.subList(0, ofCounters).forEach(tables::write);
      statuses.clear();
      heads.clear();
      counters.clear();
    }
  }
}
