package ai.warehouse.status.service;

import static ai.warehouse.status.service.KafkaFutures.await;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates missing topics and refuses unfit ones (SPEC §3). */
public final class TopicSetup {
  private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);

  // Unknown to brokers before 3.6, which have the other one.
  private static final Set<String> SINCE_3_6 =
      Set.of(
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);
  private static final String UNTIL_3_6 = "message.timestamp.difference.max.ms";

  private static final Duration KNOWN_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration KNOWN_POLL = Duration.ofMillis(50);

  private static final String UNLIMITED = "-1";

  private final Admin admin;

  /** Uses an admin client, which stays the caller's to close. */
  public TopicSetup(Admin admin) {
    this.admin = admin;
  }

  /**
   * Creates all missing topics if {@link CommonSettings#TOPICS_CREATE} says so, and checks all.
   *
   * @return as {@link #check}
   * @throws StartupException if a topic is missing or unfit
   * @throws TopicAuthorizationException if the service may not create or describe a topic
   */
  public Map<String, Integer> prepare(Settings settings, Topics topics) {
    if (settings.getBoolean(CommonSettings.TOPICS_CREATE)) {
      createMissing(
          topics.all(),
          settings.getInt(CommonSettings.TOPICS_PARTITIONS),
          settings.getShort(CommonSettings.TOPICS_REPLICAS));
    }
    return check(topics.all());
  }

  /**
   * Creates each topic that doesn't exist, unless another process does so first.
   *
   * @param replicas -1 for the broker's default
   * @throws TopicAuthorizationException if not allowed to create one, even one that exists
   */
  public void createMissing(Collection<Topic<?, ?>> topics, int partitions, short replicas) {
    List<NewTopic> wanted =
        topics.stream().map(topic -> newTopic(topic, partitions, replicas)).toList();
    Map<String, KafkaFuture<Void>> creations = admin.createTopics(wanted).values();
    for (NewTopic topic : wanted) {
      awaitCreation(topic, creations);
    }
    topics.forEach(topic -> awaitKnown(topic.name()));
  }

  private static NewTopic newTopic(Topic<?, ?> topic, int partitions, short replicas) {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup().policy());
    return new NewTopic(topic.name(), partitions, replicas).configs(settings);
  }

  private void awaitCreation(NewTopic topic, Map<String, KafkaFuture<Void>> creations) {
    String name = topic.name();
    try {
      await(creations, name);
      LOG.atInfo().addKeyValue("topic", name).log("Created topic");
    } catch (TopicAuthorizationException e) {
      throw denied(name, "Create, or topics.create=false", e);
    } catch (InvalidConfigurationException e) {
      if (!topic.configs().keySet().removeAll(SINCE_3_6)) {
        throw e;
      }
      topic.configs().put(UNTIL_3_6, String.valueOf(Long.MAX_VALUE));
      try {
        awaitCreation(topic, admin.createTopics(List.of(topic)).values());
      } catch (InvalidConfigurationException again) {
        // Then the broker minded something else.
        e.addSuppressed(again);
        throw e;
      }
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
   * Checks that all topics exist with the right {@code cleanup.policy}, and warns of a limited
   * retention where records should be kept for ever.
   *
   * @return numbers of partitions by topic name
   * @throws StartupException if a topic is missing or unfit
   * @throws TopicAuthorizationException if a topic may not be described
   */
  public Map<String, Integer> check(Collection<Topic<?, ?>> topics) {
    Map<String, Integer> partitions = new HashMap<>();
    for (Topic<?, ?> topic : topics) {
      partitions.put(topic.name(), describe(topic).partitions().size());
      checkKeeping(topic);
    }
    return partitions;
  }

  /**
   * Returns whether the brokers know a topic setting, which older ones may not.
   *
   * @param topic must exist
   */
  public boolean knows(String setting, Topic<?, ?> topic) {
    return settings(topic).get(setting) != null;
  }

  /** Returns the number of partitions of a topic; empty if the topic doesn't exist. */
  public OptionalInt partitions(String topic) {
    try {
      return OptionalInt.of(describe(topic).partitions().size());
    } catch (UnknownTopicOrPartitionException e) {
      return OptionalInt.empty();
    }
  }

  private TopicDescription describe(String topic) {
    try {
      return await(admin.describeTopics(Set.of(topic)).topicNameValues(), topic);
    } catch (TopicAuthorizationException e) {
      throw denied(topic, "Describe, which Read and Write imply", e);
    }
  }

  private TopicDescription describe(Topic<?, ?> topic) {
    try {
      return describe(topic.name());
    } catch (UnknownTopicOrPartitionException e) {
      throw new StartupException(
          "topic "
              + topic.name()
              + " is missing: create it with cleanup.policy="
              + topic.cleanup().policy()
              + ", or let the service create it (topics.create=true)");
    }
  }

  private void checkKeeping(Topic<?, ?> topic) {
    Config found = settings(topic);
    String policy = found.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!policy.equals(topic.cleanup().policy())) {
      throw new StartupException(
          "topic "
              + topic.name()
              + " has cleanup.policy="
              + policy
              + " and needs "
              + topic.cleanup().policy()
              + ": change it with kafka-configs, or use another topics.prefix");
    }
    for (String limit : List.of(RETENTION_MS_CONFIG, RETENTION_BYTES_CONFIG)) {
      warnOfLimit(topic, limit, found.get(limit));
    }
  }

  // Some brokers don't return all limits.
  private static void warnOfLimit(Topic<?, ?> topic, String limit, ConfigEntry found) {
    if (found != null
        && UNLIMITED.equals(topic.settings().get(limit))
        && !UNLIMITED.equals(found.value())) {
      LOG.atWarn()
          .addKeyValue("topic", topic.name())
          .addKeyValue(limit, found.value())
          .log(
              "Topic deletes records that nothing else holds: what is deleted can't be read again to"
                  + " rebuild state or tables. Unless that is meant, set the limit to -1 with"
                  + " kafka-configs");
    }
  }

  private Config settings(Topic<?, ?> topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try {
      return await(admin.describeConfigs(Set.of(resource)).values(), resource);
    } catch (TopicAuthorizationException e) {
      throw denied(resource.name(), "DescribeConfigs", e);
    }
  }

  // The broker names neither the operation nor always the topic.
  private static TopicAuthorizationException denied(
      String topic, String needed, TopicAuthorizationException cause) {
    TopicAuthorizationException denial =
        new TopicAuthorizationException(
            "not authorized on topic %s: needs %s".formatted(topic, needed), Set.of(topic));
    denial.initCause(cause);
    return denial;
  }
}
