package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.warehouse.status.model.kafka.Topic;
import ai.warehouse.status.model.kafka.Topics;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
  private final List<Map<String, String>> asked = new ArrayList<>();

  @Test
  void shouldSayWhatTheBrokerMindedFirstWhereOlderLimitsDontHelp() {
    TopicSetup setup =
        new TopicSetup(admin((method, arguments) -> refuse((Collection<?>) arguments[0])));

    Throwable refusal =
        catchThrowable(() -> setup.createMissing(List.of(new Topics("").status()), 1, (short) 1));

    assertThat(refusal).isInstanceOf(InvalidConfigurationException.class).hasMessage("refusal 1");
    assertThat(refusal.getSuppressed()).singleElement().hasToString(refusal(2).toString());
    assertThat(asked.get(0))
        .containsKeys("message.timestamp.before.max.ms", "message.timestamp.after.max.ms");
    assertThat(asked.get(1))
        .containsKey("message.timestamp.difference.max.ms")
        .doesNotContainKeys("message.timestamp.before.max.ms", "message.timestamp.after.max.ms");
  }

  @Test
  void shouldCheckTopicsOfABrokerThatDoesNotTellLimitsOfDeletion() {
    Topic<?, ?> topic = new Topics("").statusEvents();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    TopicDescription description = new TopicDescription(topic.name(), false, List.of());
    Config config = new Config(List.of(new ConfigEntry("cleanup.policy", "delete")));
    Admin terse =
        admin(
            (method, arguments) ->
                method.getName().equals("describeTopics")
                    ? new DescribeTopicsResult(
                        null, Map.of(topic.name(), completed(description))) {}
                    : new DescribeConfigsResult(Map.of(resource, completed(config))) {});

    assertThat(new TopicSetup(terse).check(List.of(topic))).containsOnlyKeys(topic.name());
  }

  private static <T> KafkaFuture<T> completed(T value) {
    return KafkaFuture.completedFuture(value);
  }

  private static Admin admin(BiFunction<Method, Object[], Object> answer) {
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) ->
                method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : answer.apply(method, arguments));
  }

  private CreateTopicsResult refuse(Collection<?> topics) {
    NewTopic topic = (NewTopic) topics.iterator().next();
    asked.add(Map.copyOf(topic.configs()));
    KafkaFutureImpl<CreateTopicsResult.TopicMetadataAndConfig> creation = new KafkaFutureImpl<>();
    creation.completeExceptionally(refusal(asked.size()));
    return new CreateTopicsResult(Map.of(topic.name(), creation)) {};
  }

  private static InvalidConfigurationException refusal(int attempt) {
    return new InvalidConfigurationException("refusal " + attempt);
  }
}
