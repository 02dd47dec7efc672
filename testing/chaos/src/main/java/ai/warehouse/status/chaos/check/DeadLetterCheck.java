package ai.warehouse.status.chaos.check;

import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.model.kafka.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares the dead letters with the bad records that were sent. */
public final class DeadLetterCheck {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Set<UUID> expected = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private int letters;
  private int wrong;

  /**
   * What the comparison found.
   *
   * @param sent distinct bad records that were sent
   * @param letters dead letters; some twice, as records that were sent twice are
   * @param lost bad records without a dead letter
   * @param wrong dead letters that nobody sent as bad, or that don't say why and from where
   * @param reasons how many letters there are for each reason
   * @param differences a text for each that is lost or wrong
   */
  public record Outcome(
      int sent,
      int letters,
      int lost,
      int wrong,
      Map<String, Long> reasons,
      List<String> differences) {}

  private DeadLetterCheck() {}

  /**
   * Reads all dead letters there are.
   *
   * @param bad what was sent, any of them any number of times
   * @param source the only topic that they may come from
   */
  public static Outcome run(
      String bootstrapServers, String topic, String source, Collection<Entry> bad) {
    DeadLetterCheck check = new DeadLetterCheck();
    bad.forEach(entry -> check.expected.add(fingerprint(entry.key(), entry.value())));
    int sent = check.expected.size();
    Set<UUID> missing = new HashSet<>(check.expected);
    check.read(bootstrapServers, topic, source, missing);
    bad.stream()
        .filter(entry -> missing.contains(fingerprint(entry.key(), entry.value())))
        .forEach(entry -> check.differences.add("LOST dead letter of " + entry.line()));
    return new Outcome(
        sent, check.letters, missing.size(), check.wrong, check.reasons, check.differences);
  }

  private void read(String bootstrapServers, String topic, String source, Set<UUID> missing) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          take(letter, source, missing);
        }
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> letter, String source, Set<UUID> missing) {
    letters++;
    UUID fingerprint = fingerprint(letter.key(), letter.value());
    missing.remove(fingerprint);
    try {
      DeadLetter why = DeadLetter.from(letter.headers());
      reasons.merge(why.reason().replaceFirst("(?s):.*", ""), 1L, Long::sum);
      if (!expected.contains(fingerprint) || !why.source().topic().equals(source)) {
        wrong++;
        differences.add("WRONG dead letter %s: %s".formatted(place(letter), why));
      }
    } catch (IllegalArgumentException e) {
      wrong++;
      differences.add("WRONG dead letter %s: %s".formatted(place(letter), e.getMessage()));
    }
  }

  private static String place(ConsumerRecord<?, ?> letter) {
    return "%d@%d".formatted(letter.partition(), letter.offset());
  }

  private static UUID fingerprint(byte[] key, byte[] value) {
    int keyLength = key == null ? -1 : key.length;
    int valueLength = value == null ? -1 : value.length;
    ByteBuffer all =
        ByteBuffer.allocate(2 * Integer.BYTES + Math.max(0, keyLength) + Math.max(0, valueLength));
    all.putInt(keyLength).putInt(valueLength);
    if (key != null) {
      all.put(key);
    }
    if (value != null) {
      all.put(value);
    }
    return UUID.nameUUIDFromBytes(all.array());
  }
}
