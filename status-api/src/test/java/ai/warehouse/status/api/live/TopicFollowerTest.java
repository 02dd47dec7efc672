package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.api.Samples;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicFollowerTest {
  private static final Topics TOPICS = new Topics("");
  private static final String STATUS = TOPICS.status().name();
  private static final String HEAD = TOPICS.statusHead().name();
  private static final String EVENTS = TOPICS.statusEvents().name();
  private static final int PARTITIONS = 4;
  private static final int PARTITION = Placement.partitionOf(BUILD.packageKey(), PARTITIONS);

  private final Log log = new Log();
  private final Taker taker = new Taker();
  private final TopicFollower follower = new TopicFollower(log, TOPICS, taker);
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run);

  /** A log in memory that can be read again. */
  private static final class Log extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> stored =
        new HashMap<>();
    private final Map<TopicPartition, Long> lookBack = new HashMap<>();
    private final List<String> sought = new CopyOnWriteArrayList<>();
    private volatile RuntimeException failure;

    Log() {
      super("none");
      create(STATUS, 2);
      create(HEAD, 2);
      create(EVENTS, PARTITIONS);
    }

    synchronized void create(String topic, int partitions) {
      updatePartitions(
          topic,
          IntStream.range(0, partitions)
              .mapToObj(partition -> new PartitionInfo(topic, partition, null, null, null))
              .toList());
      for (int i = 0; i < partitions; i++) {
        TopicPartition partition = new TopicPartition(topic, i);
        stored.computeIfAbsent(partition, same -> new ArrayList<>());
        updateBeginningOffsets(Map.of(partition, 0L));
      }
    }

    synchronized void append(String topic, int partition, String key, byte[] value) {
      TopicPartition to = new TopicPartition(topic, partition);
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(
              topic,
              partition,
              stored.get(to).size(),
              Samples.at(3600).toEpochMilli(),
              TimestampType.CREATE_TIME,
              ConsumerRecord.NULL_SIZE,
              ConsumerRecord.NULL_SIZE,
              key.getBytes(UTF_8),
              value,
              new RecordHeaders(),
              Optional.empty());
      stored.get(to).add(record);
      if (assignment().contains(to)) {
        addRecord(record);
      }
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      super.seek(partition, offset);
      sought.add(partition + "@" + offset);
      List<ConsumerRecord<byte[], byte[]>> all = stored.get(partition);
      all.subList((int) offset, all.size()).forEach(this::addRecord);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions) {
      if (failure != null) {
        throw failure;
      }
      Map<TopicPartition, Long> ends = new HashMap<>();
      partitions.forEach(it -> ends.put(it, (long) stored.get(it).size()));
      return ends;
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      if (failure != null) {
        throw failure;
      }
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      times.forEach(
          (partition, time) -> {
            Long offset = lookBack.get(partition);
            found.put(partition, offset == null ? null : new OffsetAndTimestamp(offset, time));
          });
      return found;
    }
  }

  private static final class Taker implements TopicFollower.Listener {
    final List<Object> taken = new CopyOnWriteArrayList<>();
    volatile boolean positioned;
    volatile boolean caughtUp;
    volatile boolean answering;

    @Override
    public void positioned() {
      positioned = true;
    }

    @Override
    public void take(Updates updates) {
      taken.addAll(updates.heads());
      taken.addAll(updates.statuses());
      taken.addAll(updates.events());
    }

    @Override
    public void caughtUp() {
      caughtUp = true;
    }

    @Override
    public void answering(boolean now) {
      answering = now;
    }
  }

  private void run() {
    try {
      follower.run();
      end.complete(null);
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private void start() {
    thread.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    follower.stop();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(thread.getState() == Thread.State.NEW || log.closed()).isTrue();
  }

  private void append(Status status) {
    log.append(STATUS, 1, status.key().toString(), StatusJson.write(status));
  }

  private void append(StatusEvent event) {
    log.append(EVENTS, PARTITION, "any", StatusEventJson.write(event));
  }

  private static StatusEvent event(int number) {
    return Samples.event(BUILD, EventKind.EVENT, number).message("m" + number).build();
  }

  @Test
  void shouldBeginWhereTheLookBackSaysAndFollow() {
    List<Status> statuses =
        IntStream.range(0, 5).mapToObj(i -> status(BUILD).revision(i).build()).toList();
    statuses.subList(0, 4).forEach(this::append);
    log.lookBack.put(new TopicPartition(STATUS, 1), 2L);
    StatusHead head = StatusHead.of(statuses.get(0), 1);

    start();
    await().until(() -> taker.caughtUp);
    assertThat(taker.positioned).isTrue();
    assertThat(taker.taken).containsExactlyElementsOf(statuses.subList(2, 4));
    append(statuses.get(4));
    log.append(HEAD, 0, "any", StatusHeadJson.write(head));

    await().until(() -> taker.taken.size() == 4);
    assertThat(taker.taken).contains(statuses.get(4), head);
    assertThat(log.assignment()).hasSize(4); // no partition of events
    await().until(() -> taker.answering);
  }

  @Test
  void shouldSkipWhatCanNotBeRead() {
    start();
    await().until(() -> taker.caughtUp);
    log.append(STATUS, 0, "any", "{broken".getBytes(UTF_8));
    log.append(STATUS, 0, "any", null);
    log.append(HEAD, 0, "any", "{}".getBytes(UTF_8));
    append(status(BUILD).build());

    await().until(() -> taker.taken.size() == 1 && follower.skipped() == 3);
  }

  @Test
  void shouldFollowEventsOfWatchedBuildsOnly() {
    BuildKey other = new BuildKey(BUILD.pkg(), BUILD.env(), "other");
    append(event(0));
    append(event(1));
    log.lookBack.put(new TopicPartition(EVENTS, PARTITION), 1L);
    start();
    follower.watch(BUILD);
    await().until(() -> taker.taken.contains(event(1)));
    append(event(2).with(event -> event.key(other)));
    append(event(3));
    await().until(() -> taker.taken.contains(event(3)));
    assertThat(taker.taken).containsExactly(event(1), event(3));

    follower.unwatch(BUILD);
    await().until(() -> log.assignment().size() == 4);
  }

  @Test
  void shouldSeekOnceForBuildsThatComeTogetherAndGoBackForALaterOne() {
    BuildKey other = new BuildKey(BUILD.pkg(), BUILD.env(), "other");
    BuildKey late = new BuildKey(BUILD.pkg(), BUILD.env(), "late");
    StatusEvent ofLate = event(1).with(event -> event.key(late));
    append(event(0));
    log.lookBack.put(new TopicPartition(EVENTS, PARTITION), 0L);
    follower.watch(BUILD);
    follower.watch(other);
    start();
    await().until(() -> taker.taken.size() == 1);
    append(ofLate);
    append(event(2));
    await().until(() -> taker.taken.contains(event(2)));
    String place = EVENTS + "-" + PARTITION;
    assertThat(log.sought.stream().filter(it -> it.startsWith(place))).hasSize(1);

    log.lookBack.put(new TopicPartition(EVENTS, PARTITION), 1L);
    follower.watch(late);

    await().until(() -> taker.taken.contains(ofLate));
    assertThat(log.sought.stream().filter(it -> it.startsWith(place)))
        .containsExactly(place + "@0", place + "@1");
  }

  @Test
  void shouldNeverSkipRecordsWhenItSeeks() {
    TopicPartition partition = new TopicPartition(EVENTS, PARTITION);
    follower.watch(BUILD);
    start();
    await().until(() -> log.assignment().contains(partition));
    // Too old for the look-back of the build that comes, and not polled yet.
    log.schedulePollTask(
        () -> {
          log.pause(List.of(partition));
          append(event(0));
          follower.watch(new BuildKey(BUILD.pkg(), BUILD.env(), "late"));
        });
    await().until(() -> log.sought.stream().filter(it -> it.startsWith(EVENTS)).count() == 2);
    log.resume(List.of(partition));
    await().until(() -> taker.taken.contains(event(0)));
  }

  @Test
  void shouldTryAgainWhileBrokersAreAway() {
    log.failure = new TimeoutException("away");
    start();
    follower.watch(BUILD);
    assertThat(taker.positioned).isFalse();
    log.failure = null;
    await().until(() -> taker.caughtUp && taker.answering);

    log.failure = new TimeoutException("away");
    await().until(() -> !taker.answering);
    append(status(BUILD).build());
    await().until(() -> taker.taken.size() == 1); // polled all the same
    log.failure = null;
    await().until(() -> taker.answering);
    append(event(0));
    await().until(() -> taker.taken.contains(event(0)));
  }

  @Test
  void shouldWaitForTopics() {
    log.updatePartitions(STATUS, List.of());
    start();
    await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(taker.positioned).isFalse();
    log.create(STATUS, 2);
    await().until(() -> taker.caughtUp);
  }

  @Test
  void shouldNoticeNewPartitions() {
    start();
    await().until(() -> taker.caughtUp);
    log.create(STATUS, 3);
    log.append(STATUS, 2, "any", StatusJson.write(status(BUILD).build()));
    await().atMost(Duration.ofSeconds(30)).until(() -> log.assignment().size() == 5);
  }

  @Test
  void shouldTellTheLag() {
    start();
    await().until(() -> taker.caughtUp);
    log.pause(log.assignment());
    append(status(BUILD).build());
    append(status(BUILD).build());
    await().until(() -> follower.lag() == 2);
    log.resume(log.assignment());
    await().until(() -> follower.lag() == 0);
  }

  @Test
  void shouldEndWhenItMayNotRead() {
    start();
    await().until(() -> taker.caughtUp);
    log.setPollException(new TopicAuthorizationException(STATUS));
    assertThatThrownBy(end::join).hasCauseInstanceOf(TopicAuthorizationException.class);
    assertThat(log.closed()).isTrue();
  }
}
