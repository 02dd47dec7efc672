package ai.warehouse.status.model.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics that are missing and refuses those that are unfit (SPEC §3). */
public final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

  private static final Duration KNOWN_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration KNOWN_POLL = Duration.ofMillis(50);

  private final Admin admin;

  /** Works through that client, and doesn't close it. */
  public TopicSetup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates each of the topics that doesn't exist; one that another process creates meanwhile is as
   * good.
   *
   * @param replicas -1 for the broker's default
   * @throws TopicAuthorizationException if that is not allowed, also for a topic that exists
   */
  public void createMissing(Collection<Topic<?, ?>> topics, int partitions, short replicas) {
    List<NewTopic> wanted =
        topics.stream().map(topic -> newTopic(topic, partitions, replicas)).toList();
    admin.createTopics(wanted).values().forEach(TopicSetup::awaitCreation);
    topics.forEach(topic -> awaitKnown(topic.name()));
  }

  private static NewTopic newTopic(Topic<?, ?> topic, int partitions, short replicas) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy());
    return new NewTopic(topic.name(), partitions, replicas).configs(settings);
  }

  private static void awaitCreation(String name, KafkaFuture<Void> creation) {
    try {
      await(creation);
      LOG.atInfo().addKeyValue("topic", name).log("Created topic");
    } catch (TopicAuthorizationException e) {
      throw denied(name, "Create, or topics.create=false", e);
    } catch (TopicExistsException e) {
      LOG.atDebug().addKeyValue("topic", name).log("Topic exists");
    }
  }

  // The controller has created it, but the broker that is asked next may not have heard of it yet.
  private void awaitKnown(String topic) {
    long giveUp = System.nanoTime() + KNOWN_TIMEOUT.toNanos();
    while (partitions(topic).isEmpty()) {
      if (System.nanoTime() - giveUp > 0) {
        throw new TimeoutException(
            "topic "
                + topic
                + " was created, but the brokers don't know it after "
                + KNOWN_TIMEOUT);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(KNOWN_POLL.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Checks that all topics exist and keep their records as they must.
   *
   * @return how many partitions each has, by topic name
   * @throws UnfitTopicException if one is missing or unfit
   * @throws TopicAuthorizationException if it may not be looked at
   */
  public Map<String, Integer> check(Collection<Topic<?, ?>> topics) {
    Map<String, Integer> partitions = new HashMap<>();
    for (Topic<?, ?> topic : topics) {
      partitions.put(topic.name(), describe(topic).partitions().size());
      checkCleanup(topic);
    }
    return partitions;
  }

  /** Returns how many partitions a topic has; empty if it doesn't exist. */
  public OptionalInt partitions(String topic) {
    try {
      return OptionalInt.of(describe(topic).partitions().size());
    } catch (UnknownTopicOrPartitionException e) {
      return OptionalInt.empty();
    }
  }

  private TopicDescription describe(String topic) {
    try {
      return await(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
    } catch (TopicAuthorizationException e) {
      throw denied(topic, "Describe, which Read and Write imply", e);
    }
  }

  private TopicDescription describe(Topic<?, ?> topic) {
    try {
      return describe(topic.name());
    } catch (UnknownTopicOrPartitionException e) {
      throw new UnfitTopicException(
          "topic "
              + topic.name()
              + " is missing: create it with cleanup.policy="
              + topic.cleanup().policy()
              + ", or let the service create it (topics.create=true)");
    }
  }

  private void checkCleanup(Topic<?, ?> topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    String policy = describe(resource).get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.equals(topic.cleanup().policy())) {
      throw new UnfitTopicException(
          "topic "
              + topic.name()
              + " has cleanup.policy="
              + policy
              + " and needs "
              + topic.cleanup().policy()
              + ": change it with kafka-configs, or use another topics.prefix");
    }
  }

  private Config describe(ConfigResource resource) {
    try {
      return await(admin.describeConfigs(Set.of(resource)).values().get(resource));
    } catch (TopicAuthorizationException e) {
      throw denied(resource.name(), "DescribeConfigs", e);
    }
  }

  // The broker says neither what was denied nor always on which topic.
  private static TopicAuthorizationException denied(
      String topic, String needed, TopicAuthorizationException cause) {
    TopicAuthorizationException denial =
        new TopicAuthorizationException(
            "not authorized on topic %s: needs %s".formatted(topic, needed), Set.of(topic));
    denial.initCause(cause);
    return denial;
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new KafkaException(e.getCause());
    }
  }
}
