package ai.warehouse.status.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, has it written, and commits: one batch at a time, so that no item is ever written twice at
 * once.
 *
 * <p>While a batch is being written, however long that takes, all partitions are paused and polling
 * goes on, which keeps this consumer in its group.
 */
final class SinkLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);

  // A record or wakeup ends the first early; the second is how often a busy sink shows itself.
  private static final Duration IDLE_POLL = Duration.ofSeconds(1);
  private static final Duration BUSY_WAIT = Duration.ofMillis(100);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Consumer<byte[], byte[]> consumer;
  private final Collection<String> topics;
  private final Completion ready;
  private final Function<ConsumerRecords<byte[], byte[]>, CompletableFuture<Void>> store;
  private final Duration drainTimeout;
  private final OffsetCommitter committer;
  private Batch inFlight;
  private volatile boolean stopping;
  private volatile boolean joined;

  /**
   * Creates a loop, which closes the consumer when it ends.
   *
   * @param ready completes when there is something to write to; until then no partition is taken
   * @param store stores what a poll has brought; completes when nothing of it can get lost
   * @param drainTimeout how long to wait for a batch when its partitions go to another, or at a
   *     stop
   */
  SinkLoop(
      Consumer<byte[], byte[]> consumer,
      Collection<String> topics,
      CompletableFuture<Void> ready,
      Function<ConsumerRecords<byte[], byte[]>, CompletableFuture<Void>> store,
      Duration drainTimeout) {
    this.consumer = consumer;
    this.topics = topics;
    this.ready = new Completion(ready);
    this.store = store;
    this.drainTimeout = drainTimeout;
    this.committer = new OffsetCommitter(consumer);
  }

  /** Ends after {@link #stop}, or with the exception that makes going on impossible. */
  @Override
  public void run() {
    try {
      awaitReady();
      if (!stopping) {
        consumer.subscribe(topics, new Rebalances());
        joined = true;
      }
      while (!stopping) {
        step();
      }
      drain();
    } finally {
      joined = false;
      inFlight = null;
      close();
    }
  }

  /** Makes the loop end when what is in flight is stored, or the drain timeout is over. */
  void stop() {
    stopping = true;
    consumer.wakeup();
  }

  /** Returns whether this sink has asked for partitions. */
  boolean hasJoined() {
    return joined;
  }

  private void awaitReady() {
    while (!stopping && !ready.await(BUSY_WAIT)) {
      LOG.atTrace().log("Not ready to write yet");
    }
    ready.throwIfFailed();
  }

  private void step() {
    if (inFlight == null) {
      read();
    } else {
      await();
    }
  }

  private void read() {
    ConsumerRecords<byte[], byte[]> records = poll(IDLE_POLL);
    if (records.isEmpty()) {
      // The position may have passed the end of a transaction, which is not a record.
      committer.stored(records.nextOffsets());
      committer.commit();
      return;
    }
    consumer.pause(consumer.assignment());
    inFlight = new Batch(records.nextOffsets(), store.apply(records));
  }

  private void await() {
    if (inFlight.awaitEnd(BUSY_WAIT)) {
      inFlight.throwIfFailed();
      committer.stored(inFlight.next());
      inFlight = null;
      committer.commit();
      consumer.resume(consumer.paused());
    } else {
      stayInGroup();
    }
  }

  private void stayInGroup() {
    if (!poll(Duration.ZERO).isEmpty()) {
      throw new IllegalStateException("a paused partition has brought records");
    }
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      return consumer.poll(timeout);
    } catch (WakeupException e) {
      LOG.atDebug().setCause(e).log("Woken up to stop");
      return ConsumerRecords.empty();
    }
  }

  private void drain() {
    Deadline deadline = Deadline.in(drainTimeout);
    while (inFlight != null && !deadline.isOver()) {
      await();
    }
    if (inFlight != null) {
      LOG.atWarn()
          .addKeyValue("timeoutMs", drainTimeout.toMillis())
          .log("Stopped with a batch unfinished, which will be read again");
    }
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
      if (inFlight != null) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      LOG.atInfo().addKeyValue("partitions", partitions).log("Partitions revoked");
      if (inFlight != null && inFlight.concerns(partitions)) {
        handOver();
      }
      committer.commit();
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      LOG.atWarn().addKeyValue("partitions", partitions).log("Partitions lost");
      forget(partitions);
    }

    // If it can't be finished, the next owner reads it again, and the tables stay the same.
    private void handOver() {
      Deadline deadline = Deadline.in(drainTimeout);
      while (!inFlight.awaitEnd(BUSY_WAIT) && !stopping && !deadline.isOver()) {
        LOG.atTrace().log("Waiting for the batch in flight");
      }
      if (inFlight.isStored()) {
        committer.stored(inFlight.next());
      } else {
        LOG.atWarn().log("Partitions revoked with a batch unfinished, which will be read again");
      }
    }

    private void forget(Collection<TopicPartition> partitions) {
      committer.forget(partitions);
      if (inFlight != null) {
        inFlight.forget(partitions);
      }
    }
  }
}
