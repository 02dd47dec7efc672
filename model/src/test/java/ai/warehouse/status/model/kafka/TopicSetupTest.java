package ai.warehouse.status.model.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
  private final List<Map<String, String>> asked = new ArrayList<>();
  private final Admin refusing =
      (Admin)
          Proxy.newProxyInstance(
              Admin.class.getClassLoader(),
              new Class<?>[] {Admin.class},
              (proxy, method, arguments) -> refuse((Collection<?>) arguments[0]));

  @Test
  void shouldSayWhatTheBrokerMindedFirstWhereOlderLimitsDontHelp() {
    TopicSetup setup = new TopicSetup(refusing);

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

  private CreateTopicsResult refuse(Collection<?> topics) {
    NewTopic topic = (NewTopic) topics.iterator().next();
    asked.add(Map.copyOf(topic.configs()));
    KafkaFutureImpl<CreateTopicsResult.TopicMetadataAndConfig> creation = new KafkaFutureImpl<>();
    creation.completeExceptionally(refusal(asked.size()));
    return new Result(Map.of(topic.name(), creation));
  }

  private static InvalidConfigurationException refusal(int attempt) {
    return new InvalidConfigurationException("refusal " + attempt);
  }

  private static final class Result extends CreateTopicsResult {
    Result(Map<String, KafkaFuture<TopicMetadataAndConfig>> creations) {
      super(creations);
    }
  }
}
