package ai.warehouse.status.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "words";

  @Test
  void shouldDeliverOnlyCommittedTransactionsAndCreateNoTopics() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Admin admin = admin(kafka)) {
      assertThatThrownBy(() -> admin.describeTopics(List.of(TOPIC)).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      createTopic(kafka);

      try (KafkaProducer<String, String> producer =
          producer(kafka, Map.of("transactional.id", "writer"))) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "aborted")).get();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "committed")).get();
        producer.commitTransaction();
      }

      assertThat(consume(kafka, 1)).containsExactly("committed");
    }
  }

  @Test
  void shouldKeepRecordsInDataDirectoryOnPortAskedFor(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("created/by/the/broker");
    int port = Ports.pickFree();
    try (EmbeddedKafka kafka = EmbeddedKafka.builder().dataDirectory(data).start()) {
      createTopic(kafka);
      produce(kafka, "before");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.builder().port(port).dataDirectory(data).start()) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      produce(kafka, "after");

      assertThat(consume(kafka, 2)).containsExactly("before", "after");
    }
  }

  @Test
  void shouldNameTakenPort() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      EmbeddedKafka.Builder builder = EmbeddedKafka.builder().port(port);

      assertThatThrownBy(builder::start)
          .isInstanceOfSatisfying(
              PortTakenException.class, e -> assertThat(e.port()).isEqualTo(port))
          .hasMessage("port %d is already in use (Kafka broker)", port);
    }
  }

  @Test
  void shouldRefuseSettingsItMakesItself() {
    EmbeddedKafka.Builder builder = EmbeddedKafka.builder();
    Map<String, String> overrides = Map.of("listeners", "BROKER://:9092", "num.partitions", "2");

    assertThatThrownBy(() -> builder.properties(overrides))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the embedded broker sets these itself: [listeners]");
  }

  @Test
  void shouldFreePortAfterFailedStart(@TempDir Path data) {
    int port = Ports.pickFree();
    EmbeddedKafka.Builder broken =
        EmbeddedKafka.builder()
            .port(port)
            .dataDirectory(data)
            .properties(Map.of("authorizer.class.name", "no.such.Authorizer"));

    assertThatThrownBy(broken::start)
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("no.such.Authorizer");

    EmbeddedKafka.builder().port(port).dataDirectory(data).start().close();
  }

  @Test
  void shouldFreePortAndDeleteTemporaryFolderOnClose() throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start();
    Path folder = folderOf(kafka);
    assertThat(folder).isDirectory();

    kafka.close();
    kafka.close();

    assertThat(folder).doesNotExist();
    new ServerSocket(kafka.port(), 1, InetAddress.getLoopbackAddress()).close();
  }

  @Test
  void shouldRunTwoAtOnceWithSettingsOfTheirOwn() throws Exception {
    Map<String, String> overrides = Map.of("auto.create.topics.enable", "true");
    try (EmbeddedKafka one = EmbeddedKafka.builder().properties(overrides).start();
        EmbeddedKafka two = EmbeddedKafka.start()) {
      createTopic(two);

      produce(one, "one");
      produce(two, "two");

      assertThat(consume(one, 1)).containsExactly("one");
      assertThat(consume(two, 1)).containsExactly("two");
    }
  }

  private static Path folderOf(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      Map<String, ?> folders =
          admin
              .describeLogDirs(List.of(KafkaSettings.NODE_ID))
              .allDescriptions()
              .get()
              .get(KafkaSettings.NODE_ID);
      assertThat(folders).hasSize(1);
      return Path.of(folders.keySet().iterator().next());
    }
  }

  private static void createTopic(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private static void produce(EmbeddedKafka kafka, String value) throws Exception {
    try (KafkaProducer<String, String> producer = producer(kafka, Map.of())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedKafka kafka, Map<String, Object> extra) {
    Map<String, Object> settings = new HashMap<>(extra);
    settings.put("bootstrap.servers", kafka.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static List<String> consume(EmbeddedKafka kafka, int count) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "group.id", "reader",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
              });
    }
    return values;
  }
}
