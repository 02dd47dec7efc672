package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.processor.topology.SampleRecords.NOON;
import static ai.warehouse.status.processor.topology.SampleRecords.bytes;
import static ai.warehouse.status.processor.topology.SampleRecords.event;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.TaskStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task that goes active → standby → active: Kafka Streams closes its processor and opens the same
 * one again, on the same stores, which have followed the changelog meanwhile.
 */
class TaskLifecycleTest {
  private static final Topics TOPICS = new Topics("");

  private TaskStores stores;
  private int offset;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    stores = new TaskStores("test", stateDir);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void shouldKnowWhatHappenedWhileItWasAStandby() {
    StatusProcessor here = processor();
    StatusProcessor elsewhere = processor();
    here.init(stores.context());
    fold(here, "'eventType':'queued','total':4");
    fold(here, "'eventType':'complete','locale':'de-DE'");
    here.close();

    elsewhere.init(stores.context());
    fold(elsewhere, "'eventType':'complete','locale':'en-US'");
    elsewhere.close();

    here.init(stores.context());
    assertThat(fold(here, "'eventType':'complete','locale':'en-US'")).isEmpty();
    assertThat(fold(here, "'eventType':'complete','locale':'fr-FR'"))
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.progress()).isEqualTo(75);
              assertThat(status.revision()).isEqualTo(offset);
            });
  }

  private static StatusProcessor processor() {
    return new StatusProcessor(TOPICS, 1, new ProcessorMetrics(new SimpleMeterRegistry(), TOPICS));
  }

  private List<Status> fold(StatusProcessor processor, String fields) {
    stores.context().resetForwards();
    stores.context().setRecordMetadata(TOPICS.statusEvents().name(), 0, offset++);
    processor.process(new Record<>(null, bytes(event(fields)), NOON.toEpochMilli()));
    return stores.context().forwarded(StatusTopology.STATUS).stream()
        .map(CapturedForward::record)
        .map(record -> StatusJson.read(record.value()))
        .toList();
  }
}
