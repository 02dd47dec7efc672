package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.processor.topology.SampleRecords.NOON;
import static ai.warehouse.status.processor.topology.SampleRecords.bytes;
import static ai.warehouse.status.processor.topology.SampleRecords.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.TaskStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors that come one after another to the same state. */
class ForeignStateTest {
  private static final Topics DEV = new Topics("dev-");
  private static final Topics PROD = new Topics("prod-");

  private TaskStores stores;
  private int offset;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    stores = new TaskStores("shared", stateDir);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void shouldRefuseStateThatWasFoldedFromAnotherEventLog() {
    fold(DEV, start(DEV));

    assertThatThrownBy(() -> start(PROD))
        .isInstanceOf(ForeignRecordException.class)
        .hasMessageContainingAll(
            "application.id=shared", "dev-status-events", "prod-status-events", "runbook");
  }

  @Test
  void shouldGoOnWithItsOwnState() {
    fold(DEV, start(DEV));
    int before = stores.context().forwarded().size();

    fold(DEV, start(DEV));

    assertThat(stores.context().forwarded()).hasSizeGreaterThan(before);
  }

  private StatusProcessor start(Topics topics) {
    StatusProcessor processor =
        new StatusProcessor(topics, 1, new ProcessorMetrics(new SimpleMeterRegistry(), topics));
    processor.init(stores.context());
    return processor;
  }

  private void fold(Topics topics, StatusProcessor processor) {
    stores.context().setRecordMetadata(topics.statusEvents().name(), 0, offset++);
    byte[] value = bytes(event("'eventType':'complete','locale':'l%d'".formatted(offset)));
    processor.process(new Record<>(null, value, NOON.toEpochMilli()));
  }
}
