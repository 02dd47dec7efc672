package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

/** What is said of a group by its members; ProcessorTopicsIT asks a broker. */
class OwnGroupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final OwnGroup group = new OwnGroup("sinks", "group.id", "dev-status-events"::equals);

  @Test
  void shouldNameGroupAndTopicsOfTheOther() {
    Admin admin = admin(() -> read("dev-status-events", "order-status"));

    assertThatThrownBy(() -> group.checkMembers(admin))
        .isInstanceOf(StartupException.class)
        .hasMessageContainingAll(
            "group sinks", "group.id", "reads [dev-status-events] there", "topics.prefix");
  }

  @Test
  void shouldNotSayThatTheGroupIsDeniedWhereTopicsAre() {
    Admin ofTopics = admin(() -> failed(new TopicAuthorizationException("not to be described")));
    Admin ofGroup = admin(() -> failed(GroupAuthorizationException.forGroupId("sinks")));

    assertThatThrownBy(() -> group.checkMembers(ofTopics))
        .isInstanceOf(TopicAuthorizationException.class)
        .hasMessageContainingAll("group sinks", "group.id", "not to be described");
    assertThatThrownBy(() -> group.checkMembers(ofGroup))
        .isInstanceOf(GroupAuthorizationException.class)
        .hasMessageContaining("needs Read");
  }

  @Test
  void shouldEndAServiceByMembersThatReadTheOthersTopicsAndNotByOffsets() {
    // The question for offsets would fail.
    assertEnds(admin(() -> read("dev-status-events")), StartupException.class);
  }

  @Test
  void shouldEndAServiceWhoseWatchEndsInAnError() {
    assertEnds(
        admin(
            () -> {
              throw new NoClassDefFoundError("gone");
            }),
        NoClassDefFoundError.class);
  }

  private void assertEnds(Admin admin, Class<? extends Throwable> why) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    GroupWatch watch =
        GroupWatch.start(group, admin, Duration.ofMillis(1), end::completeExceptionally);
    try {
      assertThat(end).failsWithin(PATIENCE).withThrowableThat().withCauseInstanceOf(why);
    } finally {
      watch.close();
    }
  }

  /** Answers what is asked of a group's members, and nothing else. */
  private static Admin admin(Supplier<KafkaFuture<ConsumerGroupDescription>> answer) {
    return (Admin)
        Proxy.newProxyInstance(
            OwnGroupTest.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "describeConsumerGroups" ->
                      new DescribeConsumerGroupsResult(Map.of("sinks", answer.get()));
                  case "close" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static KafkaFuture<ConsumerGroupDescription> failed(RuntimeException failure) {
    KafkaFutureImpl<ConsumerGroupDescription> answer = new KafkaFutureImpl<>();
    answer.completeExceptionally(failure);
    return answer;
  }

  private static KafkaFuture<ConsumerGroupDescription> read(String... topics) {
    List<MemberDescription> members =
        Stream.of(topics).map(topic -> member(new TopicPartition(topic, 0))).toList();
    return KafkaFuture.completedFuture(
        new ConsumerGroupDescription(
            "sinks",
            true,
            members,
            "range",
            GroupType.CLASSIC,
            GroupState.STABLE,
            Node.noNode(),
            Set.of(),
            Optional.empty(),
            Optional.empty()));
  }

  private static MemberDescription member(TopicPartition read) {
    return new MemberDescription(
        "member",
        Optional.empty(),
        Optional.empty(),
        "client",
        "host",
        new MemberAssignment(Set.of(read)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
