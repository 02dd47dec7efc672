package ai.warehouse.status.benchmark;

import ai.warehouse.status.embedded.ChildJvm;
import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.ConsumerLag;
import ai.warehouse.status.service.TopicSetup;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A Kafka broker in a JVM of its own, and clients of the broker. */
public final class BrokerJvm implements AutoCloseable {
  /** How many partitions each topic has. */
  public static final int PARTITIONS = 4;

  private static final String REQUESTS = "kafka.network:type=RequestMetrics,name=RequestsPerSec,*";
  // Seldom enough that asking the broker is no load beside what is measured.
  private static final long POLL_MS = 100;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChildJvm process;
  private final String bootstrapServers;
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;

  private BrokerJvm(ChildJvm process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    producer =
        new KafkaProducer<>(
            // As our publisher sends.
            Map.of(
                "bootstrap.servers", bootstrapServers, "linger.ms", 5, "compression.type", "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Starts a broker, and returns when the broker accepts clients. */
  public static BrokerJvm start() throws InterruptedException {
    ChildJvm broker = Checkout.bare(BrokerMain.class).start("broker");
    try {
      return new BrokerJvm(broker, broker.awaitOutput(BrokerMain.ADDRESS, PATIENCE).group(1));
    } catch (InterruptedException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /** Returns the value of {@code bootstrap.servers} for clients. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Returns a client that sends as our publisher does, and is closed with the broker. */
  public Producer<byte[], byte[]> producer() {
    return producer;
  }

  /** Returns the broker's process. */
  public ProcessHandle process() {
    return process.handle();
  }

  /** Halts the broker without its knowledge, until {@link #resume}. */
  public void pause() {
    process.pause();
  }

  /** Lets the broker go on. */
  public void resume() {
    process.resume();
  }

  /** Creates the topics of an installation, and returns when all partitions have a leader. */
  public Topics createTopics(String prefix) {
    Topics topics = new Topics(prefix);
    new TopicSetup(admin).createMissing(topics.all(), PARTITIONS, (short) 1);
    // Asks all leaders, and so waits for them.
    lag("none", topics.all().stream().map(Topic::name).toList());
    return topics;
  }

  /** Returns how many records of topics a group has committed. */
  public long committed(String group, Collection<String> topics) {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(entry -> topics.contains(entry.getKey().topic()))
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  /**
   * Waits until a group has committed all that is in topics.
   *
   * @param check throws if that can't happen any more
   */
  public void awaitCommitted(String group, Collection<String> topics, Runnable check)
      throws InterruptedException {
    while (lag(group, topics) > 0) {
      check.run();
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
  }

  /**
   * Returns how many requests the broker has answered since its start, by kind; asking costs the
   * broker CPU.
   */
  @SuppressWarnings("BanJNDI") // the answers come from a child of this JVM
  public Map<String, Double> requests() {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(process.handle().pid()));
      JMXServiceURL url = new JMXServiceURL(jvm.startLocalManagementAgent());
      Map<String, Double> requests = new TreeMap<>();
      try (JMXConnector connector = JMXConnectorFactory.connect(url)) {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        for (ObjectName name : beans.queryNames(new ObjectName(REQUESTS), null)) {
          double count = (long) beans.getAttribute(name, "Count");
          requests.merge(name.getKeyProperty("request"), count, Double::sum);
        }
      } finally {
        jvm.detach();
      }
      return requests;
    } catch (IOException | JMException | AttachNotSupportedException e) {
      throw new IllegalStateException("cannot ask the broker for its requests", e);
    }
  }

  /** Returns how many bytes the log of each topic with a prefix has, without that prefix. */
  public Map<String, Double> bytes(String prefix) {
    Map<String, Double> bytes = new TreeMap<>();
    List<Integer> nodes = get(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    get(admin.describeLogDirs(nodes).allDescriptions()).values().stream()
        .flatMap(folders -> folders.values().stream())
        .flatMap(folder -> folder.replicaInfos().entrySet().stream())
        .filter(log -> log.getKey().topic().startsWith(prefix))
        .forEach(
            log -> {
              String topic = log.getKey().topic().substring(prefix.length());
              bytes.merge(topic, (double) log.getValue().size(), Double::sum);
            });
    return bytes;
  }

  private long lag(String group, Collection<String> topics) {
    return new ConsumerLag(admin, group, topics)
        .byTopic().values().stream().mapToLong(lag -> lag).sum();
  }

  private static <T> T get(KafkaFuture<T> answer) {
    return answer.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    process.close();
  }
}
