package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.Position;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldStateTest {
  private static final PackageKey SHOP = new PackageKey("shop", "prod");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final Position FIRST = new Position(NOON, "1.0.0");
  private static final Position SECOND = new Position(NOON.plusSeconds(10), "2.0.0");

  private MockProcessorContext<Void, Void> context;
  private List<StateStore> stores;
  private FoldState state;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), stateDir.toFile());
    stores = StateStores.builders().stream().map(this::open).toList();
    state = new FoldState(context);
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
  void shouldFindNeighbours() {
    begin(FIRST);
    begin(SECOND);

    assertThat(state.before(SHOP, SECOND)).isEqualTo(FIRST);
    assertThat(state.after(SHOP, FIRST)).isEqualTo(SECOND);
    assertThat(state.before(SHOP, FIRST)).isNull();
    assertThat(state.after(SHOP, SECOND)).isNull();
  }

  private void begin(Position position) {
    Instant at = position.createdAt();
    BuildState build = new BuildState(at, null, null, 0, 0, null, null, null, 1);
    BuildKey key = new BuildKey(SHOP.pkg(), SHOP.env(), position.version());
    FoldResult.Move move = new FoldResult.Move(SHOP, null, position);
    state.store(new FoldResult(Map.of(key, build), null, move, null, List.of(), null, null));
  }
}
