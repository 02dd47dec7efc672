package ai.warehouse.status.sink.read;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.sink.dynamodb.DynamoDbWriter;
import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.dynamodb.Outcome;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import ai.warehouse.status.sink.metrics.Meters;
import ai.warehouse.status.sink.write.PolledBatch;
import ai.warehouse.status.sink.write.Queues;
import ai.warehouse.status.sink.write.RejectedRecord;
import ai.warehouse.status.sink.write.RetryState;
import ai.warehouse.status.sink.write.WritePipeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * All between Kafka and DynamoDB but the threads: reads, writes and commits as the loop does, in a
 * time that passes as quickly as it can be computed.
 */
final class SimulatedSink {
  static final int CONCURRENCY = 32;
  static final long BUFFER_MEMORY = 32L * 1024 * 1024;

  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();
  private static final int MAX_POLL_RECORDS = 1000;

  private record Answer(long atNanos, Runnable deliver) {}

  /** When each revision of an item was sent that isn't stored yet, nor a later one. */
  private static final class Sent {
    private final TreeMap<Long, Long> open = new TreeMap<>();
    private long newest;
    private long longestNanos;

    void stored(long revision, long nowNanos) {
      for (long atNanos : open.headMap(revision, true).values()) {
        longestNanos = Math.max(longestNanos, nowNanos - atNanos);
      }
      open.headMap(revision, true).clear();
    }

    Duration longestDelay(long nowNanos) {
      long oldest = open.values().stream().mapToLong(at -> nowNanos - at).max().orElse(0);
      return Duration.ofNanos(Math.max(longestNanos, oldest));
    }
  }

  final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  final List<RejectedRecord> deadLetters = new ArrayList<>();
  Duration requestTime = Duration.ofMillis(5);
  long maxBytes;

  private final Queues queues = new Queues(this::nanoTime);
  private final DynamoDbWriter writer = new DynamoDbWriter(dynamoDb, new Meters().metrics);
  private final WritePipeline pipeline =
      new WritePipeline(
          queues.buffer(Duration.ofMillis(50), CONCURRENCY, BUFFER_MEMORY),
          this::store,
          this::reject,
          this::nanoTime);
  private final OffsetTracker offsets = new OffsetTracker();
  private final Map<TopicPartition, Deque<ItemWrite>> log = new HashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Map<ItemWrite.Id, Sent> sent = new HashMap<>();
  private final PriorityQueue<Answer> answers =
      new PriorityQueue<>(Comparator.comparingLong(Answer::atNanos));
  private long now;

  /** Creates a sink that has so many partitions of each topic. */
  SimulatedSink(int partitions) {
    for (String topic : List.of("status-events", "status", "status-head", "status-counter")) {
      for (int i = 0; i < partitions; i++) {
        log.put(new TopicPartition(topic, i), new ArrayDeque<>());
      }
    }
  }

  private long nanoTime() {
    return now;
  }

  /** Returns about how many bytes of memory wait to be stored. */
  long bytes() {
    return pipeline.bytes();
  }

  RetryState state() {
    return queues.state;
  }

  /** Sends an event of a build. */
  void sendEvent(int partition, String version) {
    byte[] value =
        StatusEventJson.write(
            Samples.event(0)
                .key(Samples.build(version))
                .eventId(new UUID(0x7000L, 0x8000_0000_0000_0000L + sent.size()))
                .build());
    send("status-events", partition, value);
  }

  /** Sends a status of a build. */
  void sendStatus(int partition, String version, long revision) {
    BuildKey build = Samples.build(version);
    send("status", partition, StatusJson.write(Samples.status(build, revision)));
  }

  private void send(String topic, int partition, byte[] value) {
    TopicPartition to = new TopicPartition(topic, partition);
    long offset = ends.merge(to, 1L, Long::sum) - 1;
    ConsumerRecord<byte[], byte[]> record = Samples.record(topic, partition, offset, value);
    ItemWrite write = Samples.plan(record);
    Sent item = sent.computeIfAbsent(write.id(), none -> new Sent());
    item.open.put(revision(write), now);
    item.newest = Math.max(item.newest, revision(write));
    log.get(to).add(write);
  }

  private static long revision(ItemWrite write) {
    return write instanceof SnapshotWrite snapshot ? snapshot.revision() : 0;
  }

  /** Lets time pass. */
  void run(Duration time) {
    for (long end = now + time.toNanos(); now - end < 0; ) {
      poll();
      pipeline.dispatch();
      pipeline.throwIfFailed();
      offsets.takeStored().forEach((name, next) -> committed.put(name, next.offset()));
      maxBytes = Math.max(maxBytes, pipeline.bytes());
      long next = now + POLL_NANOS;
      while (!answers.isEmpty() && answers.peek().atNanos <= next) {
        now = answers.peek().atNanos;
        answers.poll().deliver.run();
      }
      now = next;
    }
  }

  private void poll() {
    if (pipeline.isFull()) {
      return;
    }
    Set<TopicPartition> stuck = pipeline.partitionsToPause(log.size());
    int room = MAX_POLL_RECORDS;
    for (Map.Entry<TopicPartition, Deque<ItemWrite>> partition : log.entrySet()) {
      Deque<ItemWrite> writes = partition.getValue();
      if (writes.isEmpty() || room == 0 || stuck.contains(partition.getKey())) {
        continue;
      }
      long last = writes.peek().source().offset() + Math.min(room, writes.size());
      PolledBatch batch = offsets.begin(partition.getKey(), new OffsetAndMetadata(last));
      for (; !writes.isEmpty() && writes.peek().source().offset() < last; room--) {
        pipeline.add(writes.poll(), batch);
      }
      batch.release();
    }
  }

  private CompletableFuture<Outcome> store(List<ItemWrite> writes) {
    CompletableFuture<Outcome> answered = new CompletableFuture<>();
    answers.add(
        new Answer(
            now + requestTime.toNanos(),
            () -> {
              Outcome outcome = writer.write(writes).join();
              for (ItemWrite write : writes) {
                if (!outcome.left().contains(write)) {
                  sent.get(write.id()).stored(revision(write), now);
                }
              }
              answered.complete(outcome);
            }));
    return answered;
  }

  private CompletableFuture<Void> reject(RejectedRecord record) {
    deadLetters.add(record);
    return CompletableFuture.completedFuture(null);
  }

  /** Returns how many requests there were. */
  int requests() {
    return dynamoDb.batches.size() + dynamoDb.puts.size();
  }

  /** Returns whether all that was sent is read, stored or a dead letter, and committed. */
  boolean isAllCommitted() {
    return committed.equals(ends);
  }

  /** Returns how many items were sent and are not in the tables, or not the newest of them. */
  long missing() {
    return sent.entrySet().stream().filter(this::isMissing).count();
  }

  private boolean isMissing(Map.Entry<ItemWrite.Id, Sent> item) {
    Map<String, AttributeValue> stored = dynamoDb.items.get(item.getKey());
    if (stored == null) {
      return true;
    }
    AttributeValue revision = stored.get("revision");
    return revision != null && Long.parseLong(revision.n()) < item.getValue().newest;
  }

  /** Returns the longest time from sending to storing, of builds but those. */
  Duration longestDelayBut(Set<String> versions) {
    return sent.keySet().stream()
        .filter(id -> versions.stream().noneMatch(version -> id.key().endsWith("!" + version)))
        .map(id -> sent.get(id).longestDelay(now))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
