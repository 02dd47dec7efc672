package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeStreamsGroupsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * A consumer group that no other installation may share: installations in one group take each
 * other's partitions and, in Kafka Streams, each other's events and state.
 */
public final class OwnGroup {

  private static final int ANSWER_TIMEOUT_MS = 5_000;

  private final String id;
  private final String key;
  private final Predicate<String> ofAnother;

  /**
   * Names a group.
   *
   * @param key the setting that names the group
   * @param ofAnother returns whether a topic, by name, is another installation's
   */
  public OwnGroup(String id, String key, Predicate<String> ofAnother) {
    this.id = id;
    this.key = key;
    this.ofAnother = ofAnother;
  }

  /**
   * Refuses a group in which another installation's topics are read, or were read within the time
   * that brokers keep the offsets of a group.
   *
   * @throws StartupException if so; names the group and the topics
   * @throws GroupAuthorizationException if the group may not be looked at
   * @throws TopicAuthorizationException if a member reads topics that may not be looked at
   */
  public void check(Admin admin) {
    refuse(Stream.concat(committed(admin), assigned(admin)));
  }

  /**
   * Refuses a group in which another installation's topics are read now; for a service that runs,
   * which nobody should end by setting offsets.
   *
   * @throws RuntimeException as {@link #check}
   */
  void checkMembers(Admin admin) {
    refuse(assigned(admin));
  }

  private void refuse(Stream<String> topics) {
    Set<String> found = topics.filter(ofAnother).collect(Collectors.toCollection(TreeSet::new));
    if (!found.isEmpty()) {
      throw new StartupException(
          ("consumer group %s (%s) is another installation's, which reads %s there. Give each"
                  + " installation a %s of its own; the default is one, as it begins with %s. If the"
                  + " other is gone, see 'Two installations' in the runbook")
              .formatted(id, key, found, key, CommonSettings.TOPICS_PREFIX));
    }
  }

  private Stream<String> committed(Admin admin) {
    ListConsumerGroupOffsetsOptions options =
        new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_TIMEOUT_MS);
    return await(admin.listConsumerGroupOffsets(id, options).partitionsToOffsetAndMetadata())
        .keySet()
        .stream()
        .map(TopicPartition::topic);
  }

  private Stream<String> assigned(Admin admin) {
    DescribeConsumerGroupsOptions options =
        new DescribeConsumerGroupsOptions().timeoutMs(ANSWER_TIMEOUT_MS);
    try {
      ConsumerGroupDescription group =
          await(
              requireNonNull(
                  admin.describeConsumerGroups(Set.of(id), options).describedGroups().get(id)));
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
          await(
              requireNonNull(
                  admin.describeStreamsGroups(Set.of(id), options).describedGroups().get(id)));
      return group.subtopologies().stream()
          .map(subtopology -> subtopology.sourceTopics())
          .flatMap(Collection::stream);
    } catch (GroupIdNotFoundException | UnsupportedVersionException e) {
      return Stream.empty(); // there is no such group of any kind
    }
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return KafkaFutures.await(answer);
    } catch (AuthorizationException e) {
      throw denial(e);
    }
  }

  private RuntimeException denial(AuthorizationException cause) {
    AuthorizationException denial =
        cause instanceof TopicAuthorizationException
            ? new TopicAuthorizationException(
                ("members of group %s (%s) read topics, perhaps another installation's, that may"
                        + " not be described: %s")
                    .formatted(id, key, cause.getMessage()))
            : new GroupAuthorizationException(
                "not authorized on group %s: needs Read".formatted(id), id);
    denial.initCause(cause);
    return denial;
  }
}
