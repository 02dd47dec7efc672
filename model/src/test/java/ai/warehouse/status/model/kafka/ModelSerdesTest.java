package ai.warehouse.status.model.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelSerdesTest {
  private static final String TOPIC = "topic";
  private static final BuildKey BUILD = new BuildKey("@shop/cart", "prod", "é");
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");

  static Stream<Arguments> serdes() {
    Status status =
        Status.builder().key(BUILD).createdAt(NOW).updatedAt(NOW).total(3).revision(7).build();
    StatusHead head = StatusHead.of(status, 8);
    StatusCounter counter = new StatusCounter(BUILD, 5, 7);
    return Stream.of(
        Arguments.of(ModelSerdes.buildKey(), BUILD, "@shop/cart!prod!é".getBytes(UTF_8)),
        Arguments.of(
            ModelSerdes.packageKey(), BUILD.packageKey(), "@shop/cart!prod".getBytes(UTF_8)),
        Arguments.of(ModelSerdes.status(), status, StatusJson.write(status)),
        Arguments.of(ModelSerdes.head(), head, StatusHeadJson.write(head)),
        Arguments.of(ModelSerdes.counter(), counter, StatusCounterJson.write(counter)));
  }

  @ParameterizedTest
  @MethodSource("serdes")
  <T> void shouldGoRoundTrip(Serde<T> serde, T value, byte[] bytes) {
    assertThat(serde.serializer().serialize(TOPIC, value)).isEqualTo(bytes);
    assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("serdes")
  void shouldPassNull(Serde<?> serde) {
    assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
    assertThat(serde.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
  }

  @ParameterizedTest
  @MethodSource("serdes")
  void shouldRefuseOtherBytes(Serde<?> serde) {
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> serde.deserializer().deserialize(TOPIC, "hunter2".getBytes(UTF_8)))
        .withMessageNotContaining("hunter2");
    assertThatExceptionOfType(InvalidRecordException.class)
        .isThrownBy(() -> serde.deserializer().deserialize(TOPIC, new byte[0]));
  }
}
