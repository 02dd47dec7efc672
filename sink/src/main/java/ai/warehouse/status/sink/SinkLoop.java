package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
 * Reads, hands over what is to be written, and commits up to where everything is stored; the
 * pipeline writes meanwhile.
 *
 * <p>Polling goes on however long writes take, which keeps this consumer in its group: while there
 * is no room for more, all partitions are paused; those alone of which too much can't be written.
 */
final class SinkLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);

  // A record or wakeup ends the first early. In the second, what ends or falls due waits unseen.
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration BUSY_POLL = Duration.ofMillis(20);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final RecordPlanner planner;
  private final WritePipeline pipeline;
  private final Completion ready;
  private final Duration drainTimeout;
  private final Positions positions = new Positions();
  private final OffsetCommitter committer;
  private Deadline nextCommit = Deadline.in(COMMIT_INTERVAL);
  private boolean draining;
  private volatile boolean stopping;
  private volatile boolean joined;

  /**
   * Creates a loop, which closes the consumer when it ends.
   *
   * @param ready completes when there is something to write to; until then no partition is taken
   * @param drainTimeout how long to wait for what is unfinished when partitions go to another, or
   *     at a stop
   */
  SinkLoop(
      Consumer<byte[], byte[]> consumer,
      RecordPlanner planner,
      WritePipeline pipeline,
      CompletableFuture<Void> ready,
      Duration drainTimeout) {
    this.consumer = consumer;
    this.planner = planner;
    this.pipeline = pipeline;
    this.ready = new Completion(ready);
    this.drainTimeout = drainTimeout;
    this.committer = new OffsetCommitter(consumer);
  }

  /** Ends after {@link #stop}, or with the exception that makes going on impossible. */
  @Override
  public void run() {
    try {
      awaitReady();
      if (!stopping) {
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

  /** Makes the loop end when what was read is stored, or the drain timeout is over. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /** Returns whether the group has given this sink its share of the partitions, maybe none. */
  boolean hasJoined() {
    return joined;
  }

  private void awaitReady() {
    while (!stopping && !ready.await(BUSY_POLL)) {
      LOG.atTrace().log("Not ready to write yet");
    }
    ready.throwIfFailed();
  }

  private void step() {
    takeOver(poll(positions.areAllStored() ? IDLE_POLL : BUSY_POLL));
    pipeline.pump();
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

  // Also without records: the position may have passed the end of a transaction, which is none.
  private void takeOver(ConsumerRecords<byte[], byte[]> records) {
    records
        .nextOffsets()
        .forEach(
            (partition, next) -> {
              Slice slice = positions.begin(partition, next);
              for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                takeOver(record, slice);
              }
              // Not in a finally block: what an error has left out isn't stored.
              slice.release();
            });
  }

  private void takeOver(ConsumerRecord<byte[], byte[]> record, Slice slice) {
    RecordPlan plan = planner.plan(record);
    if (plan.write() != null) {
      pipeline.add(plan.write(), slice);
    }
    if (plan.deadLetter() != null) {
      pipeline.reject(new RejectedRecord(record, plan.deadLetter()), slice);
    }
  }

  private void commit() {
    committer.stored(positions.takeStored());
    if (nextCommit.isOver() || positions.areAllStored()) {
      committer.begin();
      nextCommit = Deadline.in(COMMIT_INTERVAL);
    }
  }

  private void pauseOrResume() {
    Set<TopicPartition> assigned = consumer.assignment();
    Set<TopicPartition> full = new HashSet<>(assigned);
    if (!draining && !pipeline.isFull() && !assigned.isEmpty()) {
      full.retainAll(pipeline.stuck(assigned.size()));
    }
    Set<TopicPartition> paused = consumer.paused();
    if (!full.equals(paused)) {
      consumer.resume(paused);
      consumer.pause(full);
    }
  }

  private void drain() {
    pipeline.hurry(true);
    draining = true;
    pauseOrResume();
    Deadline deadline = Deadline.in(drainTimeout);
    while (!positions.areAllStored() && !deadline.isOver()) {
      takeOver(poll(Duration.ZERO));
      pipeline.pump();
      pipeline.awaitEnd(BUSY_POLL);
      pipeline.throwIfFailed();
    }
    if (!positions.areAllStored()) {
      LOG.atWarn()
          .addKeyValue("timeoutMs", drainTimeout.toMillis())
          .log("Stopped with writes unfinished, which will be done again");
    }
    committer.stored(positions.takeStored());
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

  /** What is done, inside a poll, when partitions come and go. */
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
      committer.stored(positions.takeStored());
      committer.finish();
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.atWarn().addKeyValue("partitions", partitions).log("Partitions lost");
      forget(partitions);
    }

    // What can't be finished, the next owner reads again, and the tables stay the same.
    private void handOver(Collection<TopicPartition> partitions) {
      Deadline deadline = Deadline.in(drainTimeout);
      pipeline.hurry(true);
      while (!positions.areStored(partitions) && mayFinish(partitions) && !deadline.isOver()) {
        pipeline.pump();
        pipeline.awaitEnd(BUSY_POLL);
      }
      pipeline.hurry(draining);
      if (!positions.areStored(partitions) && !stopping) {
        LOG.atWarn().log("Partitions revoked with writes unfinished, which will be done again");
      }
    }

    // What has failed is thrown by the next step: here the consumer would wrap it. For what is
    // throttled the whole group would wait, as none of its polls brings records meanwhile.
    private boolean mayFinish(Collection<TopicPartition> partitions) {
      return !stopping && !pipeline.hasFailed() && pipeline.mayFinish(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      committer.forget(partitions);
      positions.forget(partitions);
      pipeline.dropAbandoned();
    }
  }
}
