package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.dynamodb.DynamoDbWriter;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * The writes of one table that wait or are in flight. Knows which may be sent next, and takes back
 * those that the table has not taken. No key that fails delays another. Not thread-safe.
 */
public abstract class TableQueue {
  /** The bytes of memory of one partition's writes. */
  private static final class Usage {
    private long bytes;
    private long held;
  }

  private final String table;
  private final TableGate gate;
  private final Map<TopicPartition, Usage> usages = new HashMap<>();
  private final Usage all = new Usage();

  /** Creates an empty queue. */
  TableQueue(String table, BackoffStrategy backoff, RetryState state) {
    this.table = table;
    this.gate = new TableGate(table, backoff, state);
  }

  String table() {
    return table;
  }

  /** Adds a write, or merges it into a write of the same item. */
  abstract void add(PendingWrite write);

  /** Takes writes of keys that have not failed; at most so many, none if none may be sent now. */
  abstract List<PendingWrite> takeFresh(long nowNanos, boolean flush, int max);

  /** Takes writes of keys that have failed and may be tried again; at most so many. */
  abstract List<PendingWrite> takeRetry(long nowNanos, int max);

  /** Takes a write that was refused and is to be tried by itself; none if there is none. */
  List<PendingWrite> takeAlone() {
    return List.of();
  }

  /**
   * Takes back the writes that a request has left for a passing reason, to be tried again later.
   *
   * @param stored the keys of the request of which a write was stored
   * @param failed the writes that are left, none if all others are done
   * @param why the failure; null if there was none
   */
  abstract void requeue(
      Request request, Set<String> stored, List<PendingWrite> failed, Throwable why, long nowNanos);

  /** Takes back a write that was refused, to be tried alone, after all others. */
  abstract void requeueRefused(PendingWrite write);

  /** Removes a write that is done. */
  abstract void remove(PendingWrite write);

  /** Removes the writes that wait and are left to the next owners of their partitions. */
  abstract List<PendingWrite> removeAbandoned();

  /**
   * Takes the writes that are to be sent next.
   *
   * @param flush whether not to wait for more, nor for the end of a linger time
   * @param retry whether to take writes of keys that have failed
   * @return null if there is nothing to send now
   */
  final Request next(long nowNanos, boolean flush, boolean retry) {
    if (gate.isClosed()) {
      return retry ? null : probe(nowNanos);
    }
    if (retry) {
      return request(takeRetry(nowNanos, DynamoDbWriter.MAX_ITEMS), true, false);
    }
    Request alone = request(takeAlone(), false, false);
    return alone == null
        ? request(takeFresh(nowNanos, flush, DynamoDbWriter.MAX_ITEMS), false, false)
        : alone;
  }

  // With writes that have not failed before, if there are some: a record that is refused for its
  // own fault must not be all that is ever tried.
  private Request probe(long nowNanos) {
    if (!gate.mayProbe(nowNanos)) {
      return null;
    }
    int max = gate.isRefusing() ? 1 : DynamoDbWriter.MAX_ITEMS;
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
   * Takes the outcome of a request.
   *
   * @return the writes that are to become dead letters, and then {@link #done}
   */
  final List<PendingWrite> ended(Request request, Outcome outcome, long nowNanos) {
    if (request.probe()) {
      gate.probed();
    }
    Set<ItemWrite.Id> left =
        outcome.left().stream().map(ItemWrite::id).collect(Collectors.toCollection(HashSet::new));
    Set<String> stored = new HashSet<>();
    for (PendingWrite write : request.writes()) {
      if (!left.contains(write.id())) {
        stored.add(write.id().key());
      }
    }
    if (!stored.isEmpty()) {
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
    if (outcome.isRefused()) {
      deadLetters = refused(request, failed, outcome.why(), nowNanos);
      failed = List.of();
    } else if (!failed.isEmpty()) {
      if (stored.isEmpty()) {
        gate.failed(failed.get(0).id().key(), request.probe(), outcome.why(), nowNanos);
      }
      failed.forEach(this::hold);
    }
    requeue(request, stored, failed, outcome.why(), nowNanos);
    return deadLetters;
  }

  // DynamoDB refuses a batch as a whole and doesn't say for which item.
  private List<PendingWrite> refused(
      Request request, List<PendingWrite> writes, Throwable why, long nowNanos) {
    if (request.writes().size() > 1) {
      gate.answered();
      writes.forEach(this::requeueRefused);
      return List.of();
    }
    List<PendingWrite> deadLetters = new ArrayList<>();
    for (PendingWrite write : writes) {
      if (gate.refused(write, request.probe(), why, nowNanos)) {
        hold(write);
        requeueRefused(write);
      } else {
        deadLetters.add(write);
      }
    }
    return deadLetters;
  }

  /** Ends a write that is stored, a dead letter, or left to another sink. */
  final void done(PendingWrite write) {
    remove(write);
    count(write, -1);
    write.done();
    openIfIdle();
  }

  /** Drops the writes that wait and are left to another sink. */
  final void dropAbandoned() {
    removeAbandoned().forEach(write -> count(write, -1));
    openIfIdle();
  }

  private void openIfIdle() {
    if (all.bytes == 0) {
      gate.idle();
    }
  }

  /** Merges a write that isn't counted yet into one that is. */
  final void absorb(PendingWrite write, PendingWrite later) {
    count(write, -1);
    write.absorb(later);
    count(write, 1);
  }

  /** Counts the memory of a write as held. */
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

  /** Returns how many bytes of memory all writes take. */
  final long bytes() {
    return all.bytes;
  }

  /** Returns how many bytes of memory the writes take that can't be sent now. */
  final long heldBytes() {
    return held(all);
  }

  /** Returns the partitions of which more than so many bytes can't be sent now. */
  final List<TopicPartition> partitionsHolding(long bytes) {
    return usages.entrySet().stream()
        .filter(usage -> held(usage.getValue()) > bytes)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns whether a write of these partitions can be sent now, or is in flight. */
  final boolean hasWritable(Collection<TopicPartition> partitions) {
    return usages.entrySet().stream()
        .filter(usage -> partitions.contains(usage.getKey()))
        .anyMatch(usage -> usage.getValue().bytes > held(usage.getValue()));
  }

  private long held(Usage usage) {
    return gate.isClosed() ? usage.bytes : usage.held;
  }
}
