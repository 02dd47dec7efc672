package ai.warehouse.status.quickstart;

import ai.warehouse.status.model.kafka.DeadLetter;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Writes the dead letters, sorted by topic, partition and offset of the rejected records. */
public final class DeadLetterDump {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrapServers;
  private final String topic;

  /** Names a cluster and its dead letter topic. */
  public DeadLetterDump(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  /** A dead letter and the value of the rejected record, null for a record without one. */
  private record Letter(DeadLetter about, byte[] value) {}

  /** Writes one line for each dead letter. */
  public void write(DumpFolder folder) {
    Comparator<Letter> byPlace =
        Comparator.comparing((Letter letter) -> letter.about.source().topic())
            .thenComparing(letter -> letter.about.source().partition())
            .thenComparing(letter -> letter.about.source().offset());
    folder.write("dead-letter.ndjson", read().stream().sorted(byPlace).map(DeadLetterDump::json));
  }

  private List<Letter> read() {
    List<Letter> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(letter -> letters.add(letter(letter)));
      }
    }
    return letters;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            IsolationLevel.READ_COMMITTED.toString(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Letter letter(ConsumerRecord<byte[], byte[]> consumed) {
    return new Letter(DeadLetter.from(consumed.headers()), consumed.value());
  }

  private static String json(Letter letter) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("reason", letter.about.reason());
      json.writeStringField("topic", letter.about.source().topic());
      json.writeNumberField("partition", letter.about.source().partition());
      json.writeNumberField("offset", letter.about.source().offset());
      writeValue(json, letter.value);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return line.toString();
  }

  private static void writeValue(JsonGenerator json, byte[] value) throws IOException {
    if (value == null) {
      json.writeNullField("value");
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      json.writeStringField("value", text);
    } catch (CharacterCodingException e) {
      json.writeBinaryField("valueBase64", value);
    }
  }
}
