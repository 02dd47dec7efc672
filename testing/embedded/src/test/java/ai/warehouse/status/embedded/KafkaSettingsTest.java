package ai.warehouse.status.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  @Test
  void shouldSuitANodeOfThree() {
    Map<String, Integer> listeners =
        Map.of(KafkaSettings.BROKER, 1, "SINK1", 2, KafkaSettings.CONTROLLER, 3, "OBSERVER", 4);
    Map<String, Integer> advertised =
        Map.of(KafkaSettings.BROKER, 11, "SINK1", 12, KafkaSettings.CONTROLLER, 13, "OBSERVER", 4);

    Properties properties =
        KafkaSettings.of(
            new KafkaSettings.Node(2, Path.of("/data"), listeners, advertised, List.of(13, 23, 33)),
            Map.of("num.io.threads", "2"));

    // Kafka checks the properties, and that they fit one another.
    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    assertThat(config.nodeId()).isEqualTo(2);
    assertThat(config.quorumConfig().voters())
        .containsExactly("1@127.0.0.1:13", "2@127.0.0.1:23", "3@127.0.0.1:33");
    assertThat(properties)
        .containsEntry("default.replication.factor", "3")
        .containsEntry("min.insync.replicas", "2")
        .containsEntry("num.io.threads", "2");
  }

  @Test
  void shouldSuitANodeAlone() {
    Properties properties =
        KafkaSettings.of(KafkaSettings.Node.alone(Path.of("/data"), 1, 2), Map.of());

    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    assertThat(config.quorumConfig().voters()).containsExactly("1@127.0.0.1:2");
    assertThat(properties)
        .containsEntry("default.replication.factor", "1")
        .containsEntry("min.insync.replicas", "1");
  }
}
