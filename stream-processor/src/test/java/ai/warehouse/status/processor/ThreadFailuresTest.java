package ai.warehouse.status.processor;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.processor.topology.ForeignRecordException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private static final int TOLERATED = 5;

  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final ThreadFailures failures =
      new ThreadFailures(termination, topic -> "Write", registry);
  private final ProcessorStateException diskFull = new ProcessorStateException("no space left");

  @Test
  void shouldReplaceAThreadThatFailed() {
    for (int i = 0; i < TOLERATED; i++) {
      assertThat(failures.handle(diskFull)).isEqualTo(REPLACE_THREAD);
    }

    assertThat(termination).isNotDone();
    assertThat(registry.get("warehouse.status.processor.threads.replaced").counter().count())
        .isEqualTo(TOLERATED);
  }

  @Test
  void shouldGiveUpWhenThreadsFailAgainAndAgain() {
    for (int i = 0; i < TOLERATED; i++) {
      failures.handle(diskFull);
    }

    assertThat(failures.handle(diskFull)).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination).failsWithin(Duration.ZERO).withThrowableThat().withCause(diskFull);
  }

  @Test
  void shouldGiveUpAtOnceOnAnotherInstallationsRecords() {
    RuntimeException foreign =
        new ForeignRecordException(
            new RecordPosition("dev-status-events", 0, 0, 0), "status-events");

    assertThat(failures.handle(new StreamsException(foreign))).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination).failsWithin(Duration.ZERO).withThrowableThat().withCause(foreign);
  }

  @Test
  void shouldGiveUpAtOnceWhenKafkaRefuses() {
    StreamsException denied =
        new StreamsException("sending failed", new TopicAuthorizationException(Set.of("status")));

    assertThat(failures.handle(denied)).isEqualTo(SHUTDOWN_CLIENT);

    assertThat(termination)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .withMessage("Not authorized on topic status: needs Write");
  }
}
