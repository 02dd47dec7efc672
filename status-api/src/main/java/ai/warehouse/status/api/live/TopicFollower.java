package ai.warehouse.status.api.live;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Follows all partitions of {@code status} and {@code status-head}, and those of {@code
 * status-events} where builds lie that somebody watches (SPEC §3). Without a group, as each
 * instance needs all.
 */
final class TopicFollower implements Runnable, WatchedBuilds.EventSource {
  /** How far back it begins, as the sink may be so late with what the tables are read for. */
  static final Duration SNAPSHOTS_LOOK_BACK = Duration.ofMinutes(10);

  /** How far back the events of a build that is watched from now on are read. */
  static final Duration EVENTS_LOOK_BACK = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final long MAX_SNAPSHOTS_BACK = 100_000;
  private static final long MAX_EVENTS_BACK = 20_000;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PROBE_INTERVAL = Duration.ofSeconds(2);
  private static final Duration PARTITIONS_INTERVAL = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Takes what is followed, on the follower's thread. */
  interface Listener {
    /** Called when the positions are fixed: whatever changes from now on will be taken. */
    void positioned();

    /** Takes what a poll has brought; the next poll waits for it. */
    void take(Updates updates);

    /** Called when all that was there at the start has been taken. */
    void caughtUp();

    /** Called now and then with whether the brokers answer. */
    void answering(boolean answering);
  }

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Listener listener;
  private final RecordReader reader;
  private final Set<BuildKey> watched = ConcurrentHashMap.newKeySet();
  private final Queue<BuildKey> begun = new ConcurrentLinkedQueue<>();
  private final Set<TopicPartition> snapshots = new HashSet<>();
  private final Map<TopicPartition, Long> endsAtStart = new HashMap<>();
  private final Due probe = new Due(PROBE_INTERVAL);
  private final Due partitions = new Due(PARTITIONS_INTERVAL);
  private final Due assignment = new Due(POLL);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean watchedChanged;
  private volatile long lag;
  private int eventPartitions;
  private boolean answered = true;

  /**
   * Creates a follower, which closes the consumer when it ends.
   *
   * @param consumer reads committed records only, and knows no group
   */
  TopicFollower(Consumer<byte[], byte[]> consumer, Topics topics, Listener listener) {
    this.consumer = consumer;
    this.topics = topics;
    this.listener = listener;
    this.reader = new RecordReader(topics, watched);
  }

  /** Ends after {@link #stop}, or with a failure that retrying doesn't help. */
  @Override
  public void run() {
    try {
      begin();
      if (!isStoppingWithin(Duration.ZERO)) {
        listener.positioned();
      }
      while (!isStoppingWithin(Duration.ZERO)) {
        step();
      }
    } finally {
      close();
    }
  }

  /** Makes the follower end within seconds. */
  void stop() {
    stopping.countDown();
  }

  /** Returns how many records lie between what was taken and the ends; of the last probe. */
  long lag() {
    return lag;
  }

  /** Returns how many records could not be read. */
  long skipped() {
    return reader.skipped();
  }

  @Override
  public void watch(BuildKey build) {
    watched.add(build);
    begun.add(build);
    watchedChanged = true;
  }

  @Override
  public void unwatch(BuildKey build) {
    watched.remove(build);
    watchedChanged = true;
  }

  private void begin() {
    for (Duration pause = Duration.ZERO;
        endsAtStart.isEmpty() && !isStoppingWithin(pause);
        pause = ANSWER_TIMEOUT) {
      boolean answering =
          attempt(
              () -> {
                Set<TopicPartition> found = snapshotPartitions();
                Map<TopicPartition, Long> ends = consumer.endOffsets(found, ANSWER_TIMEOUT);
                Map<TopicPartition, Long> positions =
                    lookBack(ends, SNAPSHOTS_LOOK_BACK, MAX_SNAPSHOTS_BACK);
                snapshots.addAll(found);
                consumer.assign(found);
                positions.forEach(consumer::seek);
                endsAtStart.putAll(ends);
                LOG.atInfo().addKeyValue("partitions", found).log("Following");
              });
      listener.answering(answering);
    }
  }

  private boolean isStoppingWithin(Duration pause) {
    try {
      return stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private Set<TopicPartition> snapshotPartitions() {
    return Stream.of(topics.status().name(), topics.statusHead().name())
        .flatMap(topic -> partitionsOf(topic).stream())
        .collect(Collectors.toSet());
  }

  private List<TopicPartition> partitionsOf(String topic) {
    List<TopicPartition> found =
        consumer.partitionsFor(topic, ANSWER_TIMEOUT).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (found.isEmpty()) {
      throw new UnknownTopicOrPartitionException("topic " + topic + " does not exist");
    }
    return found;
  }

  // By the records' timestamps, which are those of the events: of events that are published late
  // less is read again.
  private Map<TopicPartition, Long> lookBack(
      Map<TopicPartition, Long> ends, Duration back, long maxRecords) {
    long since = Instant.now().minus(back).toEpochMilli();
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            ends.keySet().stream().collect(Collectors.toMap(key -> key, key -> since)),
            ANSWER_TIMEOUT);
    Map<TopicPartition, Long> positions = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndTimestamp first = found.get(partition);
          positions.put(
              partition, first == null ? end : Math.max(first.offset(), end - maxRecords));
        });
    return positions;
  }

  private void step() {
    Updates updates = new Updates();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      reader.read(record, updates);
    }
    if (!updates.isEmpty()) {
      listener.take(updates);
    }
    if (!endsAtStart.isEmpty()) {
      attempt(this::checkWhetherCaughtUp);
    }
    if (watchedChanged && assignment.isOver() && !attempt(this::assignWatched)) {
      watchedChanged = true;
    }
    if (partitions.isOver()) {
      attempt(this::lookForPartitions);
    }
    if (probe.isOver()) {
      listener.answering(attempt(this::measureLag));
    }
  }

  private void checkWhetherCaughtUp() {
    endsAtStart.entrySet().removeIf(end -> positionOf(end.getKey()) >= end.getValue());
    if (endsAtStart.isEmpty()) {
      LOG.atInfo().log("Caught up with the topics");
      listener.caughtUp();
    }
  }

  private long positionOf(TopicPartition partition) {
    return consumer.position(partition, ANSWER_TIMEOUT);
  }

  // A build is new to its partition, though that may be followed for others: those get records
  // again.
  private void assignWatched() {
    watchedChanged = false;
    Set<TopicPartition> followed = consumer.assignment();
    Set<TopicPartition> wanted = new HashSet<>(snapshots);
    Set<TopicPartition> toSeek = new HashSet<>();
    List<BuildKey> added = List.copyOf(begun);
    if (!watched.isEmpty() && eventPartitions == 0) {
      eventPartitions = partitionsOf(topics.statusEvents().name()).size();
    }
    watched.forEach(build -> wanted.add(partitionOf(build)));
    added.stream().map(this::partitionOf).filter(wanted::contains).forEach(toSeek::add);
    wanted.stream().filter(partition -> !followed.contains(partition)).forEach(toSeek::add);
    if (toSeek.isEmpty()) {
      consumer.assign(wanted);
      return;
    }
    Map<TopicPartition, Long> positions =
        lookBack(consumer.endOffsets(toSeek, ANSWER_TIMEOUT), EVENTS_LOOK_BACK, MAX_EVENTS_BACK);
    for (TopicPartition partition : toSeek) {
      if (followed.contains(partition)) {
        positions.merge(partition, positionOf(partition), Math::min);
      }
    }
    consumer.assign(wanted);
    positions.forEach(consumer::seek);
    begun.removeAll(added);
  }

  private TopicPartition partitionOf(BuildKey build) {
    return new TopicPartition(
        topics.statusEvents().name(), Placement.partitionOf(build.packageKey(), eventPartitions));
  }

  private void lookForPartitions() {
    Set<TopicPartition> added = snapshotPartitions();
    added.removeAll(snapshots);
    if (!added.isEmpty()) {
      LOG.atInfo().addKeyValue("partitions", added).log("Following new partitions");
      snapshots.addAll(added);
      Set<TopicPartition> all = new HashSet<>(consumer.assignment());
      all.addAll(added);
      consumer.assign(all);
      consumer.seekToBeginning(added);
    }
    if (!watched.isEmpty()) {
      int known = eventPartitions;
      eventPartitions = partitionsOf(topics.statusEvents().name()).size();
      watchedChanged |= known != eventPartitions;
    }
  }

  private void measureLag() {
    Set<TopicPartition> followed = consumer.assignment();
    lag =
        consumer.endOffsets(followed, ANSWER_TIMEOUT).entrySet().stream()
            .mapToLong(end -> Math.max(0, end.getValue() - positionOf(end.getKey())))
            .sum();
  }

  /** Returns whether the brokers have answered. */
  private boolean attempt(Runnable questions) {
    try {
      questions.run();
      answered = true;
      return true;
    } catch (RetriableException e) {
      LOG.atLevel(answered ? Level.WARN : Level.DEBUG)
          .setCause(e)
          .log("No answer from the brokers, which are asked again");
      answered = false;
      return false;
    }
  }

  private void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    } catch (RuntimeException e) {
      // The follower may be ending with an exception that says more.
      LOG.atWarn().setCause(e).log("Consumer did not close cleanly");
    }
  }

  /** Something that is done now and then. */
  private static final class Due {
    private final long interval;
    private long next = System.nanoTime();

    Due(Duration interval) {
      this.interval = interval.toNanos();
    }

    boolean isOver() {
      long now = System.nanoTime();
      boolean over = now - next >= 0;
      if (over) {
        next = now + interval;
      }
      return over;
    }
  }
}
