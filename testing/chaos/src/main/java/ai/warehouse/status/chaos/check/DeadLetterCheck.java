package ai.warehouse.status.chaos.check;

import ai.warehouse.status.chaos.publish.Entry;
import ai.warehouse.status.model.kafka.DeadLetter;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Compares the dead letters with the bad records that were sent (SPEC §1). */
public final class DeadLetterCheck {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Topics topics;
  private final Set<String> expected;
  private final Set<String> missing;
  private final List<String> differences = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private int letters;
  private int wrong;

  /**
   * The result of a comparison.
   *
   * @param sent distinct bad records that were sent
   * @param letters dead letters; records that were sent twice have two
   * @param lost bad records without a dead letter
   * @param wrong dead letters of other records, or without a reason or a source
   * @param reasons the number of dead letters for each reason
   * @param differences a text for each that is lost or wrong
   */
  public record Outcome(
      int sent,
      int letters,
      int lost,
      int wrong,
      Map<String, Long> reasons,
      List<String> differences) {
    /** Returns whether each bad record has a dead letter, and no other record has. */
    public boolean isRight() {
      return lost == 0 && wrong == 0;
    }
  }

  DeadLetterCheck(Topics topics, List<Entry> bad) {
    this.topics = topics;
    expected = bad.stream().map(Entry::line).collect(Collectors.toSet());
    missing = new HashSet<>(expected);
  }

  /**
   * Reads all dead letters.
   *
   * @param bad the records sent that have to be rejected, each any number of times
   */
  public static Outcome run(String bootstrapServers, Topics topics, List<Entry> bad) {
    DeadLetterCheck check = new DeadLetterCheck(topics, bad);
    check.read(bootstrapServers);
    return check.outcome();
  }

  private void read(String bootstrapServers) {
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
          consumer.partitionsFor(topics.deadLetter().name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(this::add);
      }
    }
  }

  void add(ConsumerRecord<byte[], byte[]> letter) {
    letters++;
    String line = new Entry(false, null, letter.key(), letter.value()).line();
    missing.remove(line);
    try {
      DeadLetter why = DeadLetter.from(letter.headers());
      reasons.merge(why.reason().replaceFirst("(?s):.*", ""), 1L, Long::sum);
      if (!expected.contains(line) || !why.source().topic().equals(topics.statusEvents().name())) {
        addWrong(letter, why.toString());
      }
    } catch (IllegalArgumentException e) {
      addWrong(letter, e.getMessage());
    }
  }

  private void addWrong(ConsumerRecord<?, ?> letter, String why) {
    wrong++;
    differences.add(
        "WRONG dead letter %d@%d: %s".formatted(letter.partition(), letter.offset(), why));
  }

  Outcome outcome() {
    missing.forEach(line -> differences.add("LOST dead letter of " + line));
    return new Outcome(expected.size(), letters, missing.size(), wrong, reasons, differences);
  }
}
