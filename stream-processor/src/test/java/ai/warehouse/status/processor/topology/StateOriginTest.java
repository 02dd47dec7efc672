package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.processor.topology.SampleRecords.NOON;
import static ai.warehouse.status.processor.topology.SampleRecords.bytes;
import static ai.warehouse.status.processor.topology.SampleRecords.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.processor.state.StateStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processors that come one after another to the same state. */
class StateOriginTest {
  private static final String DEV = "dev-status-events";
  private static final String PROD = "prod-status-events";

  private MockProcessorContext<byte[], Folded> context;
  private List<StateStore> stores;
  private int offset;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "shared");
    context = new MockProcessorContext<>(properties, new TaskId(0, 0), stateDir.toFile());
    stores = StateStores.builders().stream().map(this::open).toList();
  }

  private StateStore open(StoreBuilder<?> builder) {
    StateStore store = builder.withCachingDisabled().withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    return store;
  }

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  @Test
  void shouldRefuseStateThatWasFoldedFromAnotherEventLog() {
    fold(DEV, start(DEV));

    assertThatThrownBy(() -> start(PROD))
        .isInstanceOf(ForeignRecordException.class)
        .hasMessageContainingAll("application.id=shared", DEV, PROD, "runbook");
  }

  @Test
  void shouldGoOnWithItsOwnState() {
    fold(DEV, start(DEV));
    int before = context.forwarded().size();

    fold(DEV, start(DEV));

    assertThat(context.forwarded()).hasSizeGreaterThan(before);
  }

  @Test
  void shouldTakeOverStateThatNothingIsNotedOfYet() {
    fold(DEV, start(DEV));
    positions().delete("!origin"); // as earlier versions left it

    fold(DEV, start(DEV));

    assertThat(positions().get("!origin")).asString().isEqualTo(DEV);
    assertThatThrownBy(() -> start(PROD)).isInstanceOf(ForeignRecordException.class);
  }

  @Test
  void shouldNoteTheEventLogOfTheTopology(@TempDir Path stateDir) {
    try (TopologyHarness topology = new TopologyHarness(1, stateDir)) {
      topology.publish(event("'eventType':'queued','total':2"), NOON);

      assertThat(topology.positions().get("!origin")).asString().isEqualTo("status-events");
    }
  }

  private KeyValueStore<String, byte[]> positions() {
    return context.getStateStore("positions");
  }

  private Processor<byte[], Routed, byte[], Folded> start(String statusEvents) {
    EventCounts counts = new EventCounts(new SimpleMeterRegistry(), new Topics(""));
    Processor<byte[], Routed, byte[], Folded> processor =
        new FoldProcessor.Supplier(statusEvents, counts).get();
    processor.init(context);
    return processor;
  }

  private void fold(String topic, Processor<byte[], Routed, byte[], Folded> processor) {
    RecordPosition position = new RecordPosition(topic, 0, offset++, NOON.toEpochMilli());
    byte[] value = bytes(event("'eventType':'complete','locale':'l%d'".formatted(offset)));
    StatusEvent event = StatusEventJson.read(value, position);
    Received received = new Received(null, value, new RecordHeaders(), position);
    processor.process(new Record<>(null, new Routed.InPlace(received, event), NOON.toEpochMilli()));
  }
}
