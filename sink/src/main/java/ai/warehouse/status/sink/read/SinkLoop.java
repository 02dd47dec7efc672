package ai.warehouse.status.sink.read;

import ai.warehouse.status.sink.write.PolledBatch;
import ai.warehouse.status.sink.write.RejectedRecord;
import ai.warehouse.status.sink.write.WritePipeline;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls, hands records over to the pipeline, which writes meanwhile, and commits the offsets up to
 * which everything is stored.
 *
 * <p>Polling goes on however long writes take, which keeps this consumer in its group: all
 * partitions are paused while there is no room for more, and single partitions while too many of
 * their writes can't be sent.
 */
public final class SinkLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);

  // A record or wakeup ends the first early. In the second, nothing that ends or falls due is seen.
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration BUSY_POLL = Duration.ofMillis(20);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordPlanner planner;
  private final WritePipeline pipeline;
  private final Duration drainTimeout;
  private final OffsetTracker offsets = new OffsetTracker();
  private final OffsetCommitter committer;
  private Deadline nextCommit = Deadline.in(COMMIT_INTERVAL);
  private boolean draining;
  private volatile boolean stopping;
  private volatile boolean joined;

  /**
   * Creates a loop, which closes the consumer when it ends.
   *
   * @param drainTimeout how long to wait for unfinished writes when partitions are revoked, and at
   *     a stop
   */
  public SinkLoop(
      Consumer<byte[], byte[]> consumer,
      RecordPlanner planner,
      WritePipeline pipeline,
      Duration drainTimeout) {
    this.consumer = consumer;
    this.planner = planner;
    this.pipeline = pipeline;
    this.drainTimeout = drainTimeout;
    this.committer = new OffsetCommitter(consumer);
  }

  /** Ends after {@link #stop}, or with the failure after which nothing more can be written. */
  @Override
  public void run() {
    try {
      if (!stopping) { // else the consumer may be closed
        consumer.subscribe(planner.topics(), new Rebalances());
      }
      while (!stopping) {
        step();
      }
      drain();
    } finally {
      joined = false;
      close();
    }
  }

  /** Makes the loop end when all records are stored, or the drain timeout is over. */
  public void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /** Returns whether the group has assigned this sink its share of the partitions, maybe none. */
  public boolean hasJoined() {
    return joined;
  }

  private void step() {
    takeOver(poll(offsets.areAllStored() ? IDLE_POLL : BUSY_POLL));
    pipeline.dispatch();
    pipeline.throwIfFailed();
    commit();
    pauseOrResume();
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return consumer.poll(timeout);
    } catch (WakeupException e) {
      LOG.atDebug().setCause(e).log("Woken up to stop");
      return ConsumerRecords.empty();
    }
  }

  // Also without records: the position may have passed a transaction marker.
  private void takeOver(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              PolledBatch batch = offsets.begin(partition, next);
              for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                takeOver(record, batch);
              }
              // Not in a finally block: records that an error has left out aren't stored.
              batch.release();
            });
  }

  private void takeOver(ConsumerRecord<byte[], byte[]> record, PolledBatch batch) {
    RecordPlanner.Plan plan = planner.plan(record);
    if (plan.write() != null) {
      pipeline.add(plan.write(), batch);
    }
    if (plan.deadLetter() != null) {
      pipeline.reject(new RejectedRecord(record, plan.deadLetter()), batch);
    }
  }

  private void commit() {
    committer.stored(offsets.takeStored());
    if (nextCommit.isOver() || offsets.areAllStored()) {
      committer.begin();
      nextCommit = Deadline.in(COMMIT_INTERVAL);
    }
  }

  private void pauseOrResume() {
    Set<TopicPartition> assigned = consumer.assignment();
    Set<TopicPartition> full = new HashSet<>(assigned);
    if (!draining && !pipeline.isFull() && !assigned.isEmpty()) {
      full.retainAll(pipeline.partitionsToPause(assigned.size()));
    }
    Set<TopicPartition> paused = consumer.paused();
    if (!full.equals(paused)) {
      consumer.resume(paused);
      consumer.pause(full);
    }
  }

  private void drain() {
    pipeline.flush(true);
    draining = true;
    pauseOrResume();
    Deadline deadline = Deadline.in(drainTimeout);
    while (!offsets.areAllStored() && !deadline.isOver()) {
      takeOver(poll(Duration.ZERO));
      pipeline.dispatch();
      pipeline.awaitEnd(BUSY_POLL);
      pipeline.throwIfFailed();
    }
    if (!offsets.areAllStored()) {
      LOG.atWarn()
          .addKeyValue("timeoutMs", drainTimeout.toMillis())
          .log("Stopped with writes unfinished, which will be done again");
    }
    committer.stored(offsets.takeStored());
    committer.finish();
  }

  private void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } catch (RuntimeException e) {
      // The loop may be ending with an exception that says more.
      LOG.atWarn().setCause(e).log("Consumer did not close cleanly");
    }
  }

  /** Called inside a poll when partitions are assigned and revoked. */
  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions assigned");
      joined = true;
      pauseOrResume();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions revoked");
      handOver(partitions);
      committer.stored(offsets.takeStored());
      committer.finish();
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.atWarn().addKeyValue("partitions", partitions).log("Partitions lost");
      forget(partitions);
    }

    // Records whose writes can't be finished are read again by the next owner.
    private void handOver(Collection<TopicPartition> partitions) {
      Deadline deadline = Deadline.in(drainTimeout);
      pipeline.flush(true);
      while (!offsets.areStored(partitions) && mayFinish(partitions) && !deadline.isOver()) {
        pipeline.dispatch();
        pipeline.awaitEnd(BUSY_POLL);
      }
      pipeline.flush(draining);
      if (!offsets.areStored(partitions) && !stopping) {
        LOG.atWarn().log("Partitions revoked with writes unfinished, which will be done again");
      }
    }

    // A failure is thrown by the next step, as the consumer would wrap it here. For throttled
    // writes
    // the whole group would wait, as none of its polls returns records meanwhile.
    private boolean mayFinish(Collection<TopicPartition> partitions) {
      return !stopping && !pipeline.hasFailed() && pipeline.mayFinish(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      committer.forget(partitions);
      offsets.forget(partitions);
      pipeline.dropAbandoned();
    }
  }

  /** A monotonic deadline, in nanoseconds of {@code System.nanoTime}. */
  private record Deadline(long nanos) {
    static Deadline in(Duration timeout) {
      return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    boolean isOver() {
      return System.nanoTime() - nanos >= 0;
    }
  }
}
