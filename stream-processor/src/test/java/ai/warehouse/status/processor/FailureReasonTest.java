package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {
  @Test
  void shouldNameTheInnermostCause() {
    StreamsException failure =
        new StreamsException("Exception caught in process", new TimeoutException("no answer"));

    assertThat(FailureReason.of(failure)).isEqualTo("TimeoutException: no answer");
    assertThat(FailureReason.of(new StreamsException("locked\n\tat …")))
        .isEqualTo("StreamsException: locked");
  }

  @Test
  void shouldQuoteNeitherRecordsNorSettings() {
    assertThat(FailureReason.of(new StreamsException(new SerializationException("[1, 2, 3]"))))
        .isEqualTo("SerializationException");
    assertThat(FailureReason.of(new ConfigException("sasl.jaas.config", "secret")))
        .isEqualTo("ConfigException");
    assertThat(FailureReason.of(new IllegalStateException("shop!prod!1.4.0")))
        .isEqualTo("IllegalStateException");
  }
}
