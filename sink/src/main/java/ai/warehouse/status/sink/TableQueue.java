package ai.warehouse.status.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What waits to be written into one table: which of it may go now, and what becomes of what the
 * table has not taken. No key that fails keeps another from being written. Not thread-safe.
 */
abstract class TableQueue {
  /** What waits of one partition, in bytes of memory. */
  private static final class Usage {
    private long bytes;
    private long held;
  }

  private final TableGate gate;
  private final Map<TopicPartition, Usage> usages = new HashMap<>();
  private final Usage all = new Usage();

  /** Creates an empty queue. */
  TableQueue(TableGate gate) {
    this.gate = gate;
  }

  /** Adds a write, or lets it and one of the same item that is here already become one. */
  abstract void add(PendingWrite write);

  /** Takes what waits and has not failed; at most so many, empty if there is nothing now. */
  abstract List<PendingWrite> takeFresh(long nowNanos, boolean hurry, int max);

  /** Takes, of keys that have failed, what may be tried again; likewise. */
  abstract List<PendingWrite> takeRetry(long nowNanos, int max);

  /** Takes what was refused and is to be tried by itself; empty if there is nothing. */
  abstract List<PendingWrite> takeAlone();

  /** Takes back what has failed for a passing reason, to be tried again later. */
  abstract void takeBack(Request request, List<PendingWrite> failed, Throwable why, long nowNanos);

  /** Takes back what was refused, to be tried alone, after all else. */
  abstract void takeBackRefused(PendingWrite write);

  /** Forgets a write, which is done. */
  abstract void forget(PendingWrite write);

  /** Notes that of what was taken all is done or taken back. */
  abstract void settle(Request request, List<PendingWrite> failed, long nowNanos);

  /** Takes out what waits and is another sink's to do. */
  abstract List<PendingWrite> takeAbandoned();

  /** Returns whether nothing waits but what has failed. */
  abstract boolean isIdle();

  /**
   * Takes what is to be written next.
   *
   * @param hurry whether not to wait for more, or for the end of a rest
   * @param retry whether to take what has failed and may be tried again
   * @return null if there is nothing now
   */
  final Request next(long nowNanos, boolean hurry, boolean retry) {
    if (gate.isClosed()) {
      return retry ? null : probe(nowNanos);
    }
    if (retry) {
      return request(takeRetry(nowNanos, EventQueue.MAX_ITEMS), true, false);
    }
    Request alone = request(takeAlone(), false, false);
    return alone == null
        ? request(takeFresh(nowNanos, hurry, EventQueue.MAX_ITEMS), false, false)
        : alone;
  }

  // With what has not failed before, if there is some: a record that is refused for its own fault
  // must not be all that is ever tried.
  private Request probe(long nowNanos) {
    if (!gate.mayProbe(nowNanos)) {
      return null;
    }
    int max = gate.isRefusing() ? 1 : EventQueue.MAX_ITEMS;
    Request probe = request(takeFresh(nowNanos, true, max), false, true);
    if (probe == null) {
      probe = request(takeRetry(nowNanos, max), true, true);
    }
    if (probe == null) {
      probe = request(takeAlone(), false, true);
    }
    if (probe != null) {
      gate.probe();
    }
    return probe;
  }

  private Request request(List<PendingWrite> writes, boolean retry, boolean probe) {
    return writes.isEmpty() ? null : new Request(this, writes, retry, probe);
  }

  /**
   * A request has ended.
   *
   * @return what is to become a dead letter, and then {@link #done}
   */
  final List<PendingWrite> ended(Request request, Attempt attempt, long nowNanos) {
    if (request.probe()) {
      gate.probed();
    }
    Set<ItemWrite.Id> left =
        attempt.left().stream().map(ItemWrite::id).collect(Collectors.toCollection(HashSet::new));
    boolean stored = request.writes().stream().anyMatch(write -> !left.contains(write.id()));
    if (stored) {
      gate.succeeded();
    }
    List<PendingWrite> failed = new ArrayList<>();
    for (PendingWrite write : request.writes()) {
      if (!left.contains(write.id()) || write.isAbandoned()) {
        done(write);
      } else {
        failed.add(write);
      }
    }
    List<PendingWrite> deadLetters = List.of();
    if (attempt.isRefused()) {
      deadLetters = refused(request, failed, attempt.why(), nowNanos);
      failed = List.of();
    } else if (!failed.isEmpty()) {
      if (!stored) {
        gate.failed(failed.get(0).id().key(), request.probe(), attempt.why(), nowNanos);
      }
      failed.forEach(this::hold);
      takeBack(request, failed, attempt.why(), nowNanos);
    }
    settle(request, failed, nowNanos);
    return deadLetters;
  }

  // DynamoDB refuses a batch as a whole and doesn't say for which item.
  private List<PendingWrite> refused(
      Request request, List<PendingWrite> writes, Throwable why, long nowNanos) {
    if (request.writes().size() > 1) {
      gate.answered();
      writes.forEach(this::takeBackRefused);
      return List.of();
    }
    List<PendingWrite> deadLetters = new ArrayList<>();
    for (PendingWrite write : writes) {
      if (gate.refused(write, request.probe(), why, nowNanos)) {
        hold(write);
        takeBackRefused(write);
      } else {
        deadLetters.add(write);
      }
    }
    return deadLetters;
  }

  /** A write is stored, or its dead letter is, or it is another sink's. */
  final void done(PendingWrite write) {
    forget(write);
    count(write, -1);
    write.done();
    openIfIdle();
  }

  /** Drops what another sink has to write. */
  final void dropAbandoned() {
    takeAbandoned().forEach(write -> count(write, -1));
    openIfIdle();
  }

  private void openIfIdle() {
    if (all.bytes == 0) {
      gate.idle();
    }
  }

  /** Lets a write that is counted take over what waits for another, which isn't. */
  final void absorb(PendingWrite write, PendingWrite later) {
    count(write, -1);
    write.absorb(later);
    count(write, 1);
  }

  /** Counts the memory of a write as one of what can't be written now. */
  final void hold(PendingWrite write) {
    if (!write.isHeld()) {
      count(write, -1);
      write.hold();
      count(write, 1);
    }
  }

  /** Counts the memory of a write once more, or once less. */
  final void count(PendingWrite write, int sign) {
    long bytes = sign * write.memory();
    long held = write.isHeld() ? bytes : 0;
    Usage usage = usages.computeIfAbsent(write.partition(), none -> new Usage());
    usage.bytes += bytes;
    usage.held += held;
    all.bytes += bytes;
    all.held += held;
    if (usage.bytes == 0) {
      usages.remove(write.partition());
    }
  }

  /** Returns how many bytes of memory wait. */
  final long bytes() {
    return all.bytes;
  }

  /** Returns how many of them can't be written now. */
  final long heldBytes() {
    return held(all);
  }

  /** Returns the partitions of which more than so many bytes can't be written now. */
  final List<TopicPartition> heldMoreThan(long bytes) {
    return usages.entrySet().stream()
        .filter(usage -> held(usage.getValue()) > bytes)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether something of these partitions can be written now, or is being written. */
  final boolean hasWritable(Collection<TopicPartition> partitions) {
    return usages.entrySet().stream()
        .filter(usage -> partitions.contains(usage.getKey()))
        .anyMatch(usage -> usage.getValue().bytes > held(usage.getValue()));
  }

  private long held(Usage usage) {
    return gate.isClosed() ? usage.bytes : usage.held;
  }
}
