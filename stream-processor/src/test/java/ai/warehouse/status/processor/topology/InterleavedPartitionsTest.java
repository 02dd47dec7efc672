package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Placement;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.fold.EmittedTables;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.processor.state.TaskStores;
import ai.warehouse.status.testing.reference.ReferenceTables;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One task whose events lie in its own partition and in others: the order within a partition is
 * given, that between them is not, and another processor may take over before each record.
 */
class InterleavedPartitionsTest {
  private static final int PARTITIONS = 3;
  private static final int TASK = 0;
  private static final int HISTORIES = 40;
  private static final long TIMESTAMP = RandomHistories.LATEST.toEpochMilli();
  private static final Topics TOPICS = new Topics("");

  @TempDir private Path folder;
  private final List<StatusEvent> events = new ArrayList<>();
  private final List<List<Received>> log = new ArrayList<>();
  private int runs;

  @BeforeEach
  void publishAnywhere() {
    List<StatusEvent> all =
        LongStream.range(501, 501 + HISTORIES)
            .boxed()
            .flatMap(seed -> RandomHistories.create(seed, "seed-" + seed + "-").stream())
            .filter(event -> partitionOf(event) == TASK)
            .toList();
    events.addAll(all);
    Random random = new Random(501);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      log.add(new ArrayList<>());
    }
    for (StatusEvent event : RandomHistories.deliver(all, random)) {
      int partition = random.nextInt(PARTITIONS);
      int offset = log.get(partition).size();
      RecordPosition position =
          new RecordPosition(TOPICS.statusEvents().name(), partition, offset, TIMESTAMP);
      byte[] value = StatusEventJson.write(event);
      log.get(partition).add(new Received(null, value, new RecordHeaders(), position));
    }
  }

  private static int partitionOf(StatusEvent event) {
    return Placement.partitionOf(event.key().packageKey(), PARTITIONS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldReachTheSameTablesWithGrowingRevisions(long seed) {
    List<CapturedForward<?, ?>> changes = run(interleave(seed), false);

    EmittedTables tables = new EmittedTables(); // which looks at each item's revisions
    each(changes, StatusTopology.STATUS, TOPICS.status(), tables::add);
    each(changes, StatusTopology.STATUS_HEAD, TOPICS.statusHead(), tables::add);
    each(changes, StatusTopology.STATUS_COUNTER, TOPICS.statusCounter(), tables::add);
    tables.assertEqualTo(ReferenceTables.of(events));
  }

  @Test
  void shouldPublishTheSameWhereverAnotherTakesOver() {
    assertThat(texts(run(interleave(1), true))).isEqualTo(texts(run(interleave(1), false)));
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  void shouldLeaveTheTablesRightWhenTheLogIsReadAgainInAnotherOrder(long seed) {
    NewestWins tables = new NewestWins();
    tables.write(run(interleave(1), false));
    Map<String, String> before = tables.values();

    tables.write(run(interleave(seed), false));

    assertThat(tables.values()).isEqualTo(before);
  }

  /** Returns the records of all partitions in some order that keeps each partition's own. */
  private List<Received> interleave(long seed) {
    Random random = new Random(seed);
    List<Queue<Received>> left = new ArrayList<>();
    log.forEach(partition -> left.add(new ArrayDeque<>(partition)));
    List<Received> order = new ArrayList<>();
    while (!left.isEmpty()) {
      Queue<Received> one = left.get(random.nextInt(left.size()));
      for (int some = 1 + random.nextInt(20); some > 0 && !one.isEmpty(); some--) {
        order.add(one.remove());
      }
      left.removeIf(Collection::isEmpty);
    }
    return order;
  }

  /** Returns what a new task publishes. */
  private List<CapturedForward<?, ?>> run(List<Received> order, boolean takeOverEachTime) {
    try (TaskStores stores = new TaskStores("test", folder.resolve("run-" + runs++))) {
      MockProcessorContext<byte[], byte[]> context = stores.context();
      StatusProcessor processor = start(context);
      for (Received received : order) {
        if (takeOverEachTime) {
          processor = start(context);
        }
        process(received, processor, context);
      }
      return List.copyOf(context.forwarded());
    }
  }

  private static StatusProcessor start(MockProcessorContext<byte[], byte[]> context) {
    StatusProcessor processor =
        new StatusProcessor(
            TOPICS, PARTITIONS, new ProcessorMetrics(new SimpleMeterRegistry(), TOPICS));
    processor.init(context);
    return processor;
  }

  private static void process(
      Received received, StatusProcessor processor, MockProcessorContext<byte[], byte[]> context) {
    RecordPosition position = received.position();
    if (position.partition() == TASK) {
      context.setRecordMetadata(position.topic(), position.partition(), position.offset());
      processor.process(new Record<>(received.key(), received.value(), TIMESTAMP));
    } else {
      context.setRecordMetadata("test-re-keyed-repartition", TASK, 0);
      processor.process(
          new Record<>(new byte[0], received.value(), TIMESTAMP, Origin.write(received)));
    }
  }

  private static <K, V> void each(
      List<CapturedForward<?, ?>> changes, String sink, Topic<K, V> topic, Consumer<V> action) {
    changes.stream()
        .filter(change -> change.childName().orElseThrow().equals(sink))
        .map(change -> value(topic, change))
        .forEach(action);
  }

  private static <K, V> V value(Topic<K, V> topic, CapturedForward<?, ?> change) {
    return topic
        .valueSerde()
        .deserializer()
        .deserialize(topic.name(), (byte[]) change.record().value());
  }

  private static List<String> texts(List<CapturedForward<?, ?>> changes) {
    return changes.stream()
        .map(
            change ->
                change.childName().orElseThrow()
                    + text(change.record().key())
                    + text(change.record().value()))
        .toList();
  }

  private static String text(Object utf8) {
    return new String((byte[]) utf8, StandardCharsets.UTF_8);
  }

  /** The tables as a sink keeps them: an item is replaced by any that is not older. */
  private static final class NewestWins {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Long> revisions = new HashMap<>();

    void write(List<CapturedForward<?, ?>> changes) {
      for (CapturedForward<?, ?> change : changes) {
        switch (change.childName().orElseThrow()) {
          case StatusTopology.STATUS -> write(change, TOPICS.status(), s -> s.revision());
          case StatusTopology.STATUS_HEAD -> write(change, TOPICS.statusHead(), h -> h.revision());
          default -> write(change, TOPICS.statusCounter(), c -> c.revision());
        }
      }
    }

    private <V> void write(
        CapturedForward<?, ?> change, Topic<?, V> topic, ToLongFunction<V> revisionOf) {
      String key = topic.name() + " " + text(change.record().key());
      V value = value(topic, change);
      long revision = revisionOf.applyAsLong(value);
      if (revisions.getOrDefault(key, 0L) <= revision) {
        revisions.put(key, revision);
        values.put(key, value.toString().replaceFirst("revision=\\d+", ""));
      }
    }

    Map<String, String> values() {
      return Map.copyOf(values);
    }
  }
}
