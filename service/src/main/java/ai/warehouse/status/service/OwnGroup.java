package ai.warehouse.status.service;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeStreamsGroupsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * A consumer group that no other installation may share: they would take each other's partitions
 * and, in Kafka Streams, each other's events and state.
 */
public final class OwnGroup {

  private static final int ANSWER_TIMEOUT_MS = 5_000;

  private final String id;
  private final String key;
  private final Predicate<String> anothers;

  /**
   * Names a group.
   *
   * @param key the setting that names the group
   * @param anothers tells of a topic's name whether the topic is another installation's
   */
  public OwnGroup(String id, String key, Predicate<String> anothers) {
    this.id = id;
    this.key = key;
    this.anothers = anothers;
  }

  /**
   * Refuses a group in which another installation's topics are read, or were read within the time
   * that brokers keep the offsets of a group.
   *
   * @throws StartupException if so; names the group and the topics
   * @throws GroupAuthorizationException if the group may not be looked at
   */
  public void check(Admin admin) {
    Set<String> found =
        Stream.concat(committed(admin).stream(), assigned(admin))
            .filter(anothers)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!found.isEmpty()) {
      throw new StartupException(
          ("consumer group %s (%s) is another installation's, which reads %s there: give each"
                  + " installation a %s of its own, as the default is, which begins with %s; if the"
                  + " other is gone, see 'Two installations' in the runbook")
              .formatted(id, key, found, key, CommonSettings.TOPICS_PREFIX));
    }
  }

  private Set<String> committed(Admin admin) {
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_TIMEOUT_MS);
    return await(admin.listConsumerGroupOffsets(id, options).partitionsToOffsetAndMetadata())
        .keySet()
        .stream()
        .map(TopicPartition::topic)
        .collect(Collectors.toSet());
  }

  private Stream<String> assigned(Admin admin) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().timeoutMs(ANSWER_TIMEOUT_MS);
    try {
      ConsumerGroupDescription group =
          await(admin.describeConsumerGroups(Set.of(id), options).describedGroups().get(id));
      return group.members().stream()
          .flatMap(member -> member.assignment().topicPartitions().stream())
          .map(TopicPartition::topic);
    } catch (GroupIdNotFoundException e) {
      return readByStreams(admin);
    }
  }

  // A group of the protocol that Kafka Streams has for itself since 4.1.
  private Stream<String> readByStreams(Admin admin) {
    DescribeStreamsGroupsOptions options =
        new DescribeStreamsGroupsOptions().timeoutMs(ANSWER_TIMEOUT_MS);
    try {
      StreamsGroupDescription group =
          await(admin.describeStreamsGroups(Set.of(id), options).describedGroups().get(id));
      return group.subtopologies().stream()
          .map(subtopology -> subtopology.sourceTopics())
          .flatMap(Collection::stream);
    } catch (GroupIdNotFoundException | UnsupportedVersionException e) {
      return Stream.empty(); // there is no such group of any kind
    }
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException denied) {
        GroupAuthorizationException denial =
            new GroupAuthorizationException(
                "not authorized on group %s: needs Read".formatted(id), id);
        denial.initCause(denied);
        throw denial;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new KafkaException(e);
    }
  }
}
