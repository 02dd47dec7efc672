package ai.warehouse.status.chaos.garbage;

import ai.warehouse.status.chaos.check.DeadLetterCheck;
import ai.warehouse.status.chaos.check.TableCheck;
import ai.warehouse.status.chaos.publish.BadRecords;
import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.chaos.world.Backlogs;
import ai.warehouse.status.chaos.world.World;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes the same number of events in turns: alone, and among bad records; always as fast as the
 * brokers take them.
 */
final class GarbageRun {
  private static final int LOCALES = 20;
  private static final int WARM_UP = 2000;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int LARGEST_REQUEST = 8 * 1024 * 1024;

  private final World world;
  private final Random random;
  private final Consumer<String> say;
  private final Instant begun = Instant.now();
  private final List<StatusEvent> events = new ArrayList<>();
  private final List<Entry> bad = new ArrayList<>();

  /**
   * What was found.
   *
   * @param aloneSeconds until all events alone were in the tables
   * @param amongSeconds until as many events among the bad records were, and these dead letters
   */
  record Outcome(
      int events,
      double aloneSeconds,
      double amongSeconds,
      TableCheck.Outcome tables,
      DeadLetterCheck.Outcome deadLetters) {
    /** Returns how fast the events were among bad records, as a part of how fast they are alone. */
    double ratio() {
      return aloneSeconds / amongSeconds;
    }
  }

  GarbageRun(World world, long seed, Consumer<String> say) {
    this.world = world;
    this.random = new Random(seed);
    this.say = say;
  }

  Outcome run(int good, int garbage) throws InterruptedException {
    publish("to warm up", good(WARM_UP), garbage(WARM_UP));
    double aloneSeconds = publish("alone", good(good), List.of());
    double amongSeconds = publish("among bad records", good(good), garbage(garbage));
    return new Outcome(
        good,
        aloneSeconds,
        amongSeconds,
        new TableCheck(world.client(), world.tables(), events).run(),
        DeadLetterCheck.run(
            world.kafka().bootstrapServers(),
            world.topics().deadLetter().name(),
            world.topics().statusEvents().name(),
            bad));
  }

  private List<Entry> good(int count) {
    List<Entry> entries = new ArrayList<>();
    while (entries.size() < count) {
      int number = events.size();
      int build = number / (LOCALES + 1);
      int locale = number % (LOCALES + 1);
      StatusEvent.Builder event =
          StatusEvent.builder()
              .key(new BuildKey("package-" + build % 100, "prod", "1.0." + build / 100))
              .createdAt(begun.plusMillis(number));
      event =
          locale == 0
              ? event.kind(EventKind.QUEUED).total(LOCALES)
              : event.kind(EventKind.COMPLETE).locale("locale-" + locale);
      events.add(event.build());
      entries.add(entry(events.get(number)));
    }
    return entries;
  }

  private static Entry entry(StatusEvent event) {
    byte[] key = event.key().packageKey().toString().getBytes(StandardCharsets.UTF_8);
    return new Entry(true, null, key, StatusEventJson.write(event));
  }

  private List<Entry> garbage(int count) {
    BadRecords records = new BadRecords(random);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(records.next("bad-" + (bad.size() + i)));
    }
    bad.addAll(entries);
    return entries;
  }

  /** Returns how many seconds it takes from the first record sent until there is no backlog. */
  private double publish(String how, List<Entry> good, List<Entry> garbage)
      throws InterruptedException {
    List<Entry> all = new ArrayList<>(good);
    all.addAll(garbage);
    Collections.shuffle(all, random);
    say.accept("%,d events %s (%,d)".formatted(good.size(), how, garbage.size()));
    long start = System.nanoTime();
    send(all);
    if (!new Backlogs(world).awaitEmpty(TIMEOUT)) {
      throw new IllegalStateException("still a backlog after " + TIMEOUT);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    say.accept(
        "  %.1f s: %,.0f events/s, %,.0f records/s"
            .formatted(seconds, good.size() / seconds, all.size() / seconds));
    return seconds;
  }

  private void send(List<Entry> entries) throws InterruptedException {
    List<Future<?>> sent = new ArrayList<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                world.kafka().bootstrapServers(),
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = world.topics().statusEvents().name();
      for (Entry entry : entries) {
        sent.add(producer.send(new ProducerRecord<>(topic, entry.key(), entry.value())));
      }
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a record was not stored", e.getCause());
    }
  }
}
