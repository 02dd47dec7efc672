package ai.warehouse.status.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;

class NodeSettingsTest {
  @Test
  void shouldBeAccepted() {
    Map<String, Integer> listeners =
        Map.of(NodeSettings.BROKER, 1, "SINK1", 2, NodeSettings.CONTROLLER, 3, "OBSERVER", 4);
    Map<String, Integer> advertised =
        Map.of(NodeSettings.BROKER, 11, "SINK1", 12, NodeSettings.CONTROLLER, 13, "OBSERVER", 4);

    Properties properties =
        NodeSettings.of(2, Path.of("/data"), listeners, advertised, List.of(13, 23, 33));

    // Kafka checks them, and that they fit one another.
    KafkaConfig config = KafkaConfig.fromProps(properties, false);
    assertThat(config.nodeId()).isEqualTo(2);
  }
}
