package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.BuildOrder;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.processor.fold.StatusFold;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldStateTest {
  private static final PackageKey SHOP = new PackageKey("shop", "prod");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final BuildOrder FIRST = new BuildOrder(NOON, "1.0.0");
  private static final BuildOrder SECOND = new BuildOrder(NOON.plusSeconds(10), "2.0.0");

  private static final int RECENT = 5; // so few that builds come and go

  private TaskStores stores;
  private FoldState state;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    stores = new TaskStores("test", stateDir);
    state = new FoldState(stores.context(), RECENT);
  }

  @AfterEach
  void close() {
    stores.close();
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

  @Test
  void shouldRememberWhatTheStoresHave() {
    List<StatusEvent> all =
        LongStream.range(0, 30)
            .boxed()
            .flatMap(seed -> RandomHistories.create(seed, "seed-" + seed + "-").stream())
            .toList();
    Random random = new Random(1);
    List<StatusEvent> events = new ArrayList<>(all);
    for (int from = 0; from < events.size(); from += 20) { // builds that go on, and others between
      Collections.shuffle(events.subList(from, Math.min(from + 20, events.size())), random);
    }
    long revision = 0;
    for (StatusEvent event : events) {
      state.store(StatusFold.fold(state, event, ++revision));

      FoldState stored = new FoldState(stores.context(), 0);
      assertThat(state.build(event.key())).isEqualTo(stored.build(event.key()));
      assertThat(state.locale(event.key(), event.locale()))
          .isEqualTo(stored.locale(event.key(), event.locale()));
    }
  }

  private void begin(BuildOrder place) {
    Instant at = place.createdAt();
    BuildState build = new BuildState(at, null, null, 0, 0, null, null, null, null);
    BuildKey key = new BuildKey(SHOP.pkg(), SHOP.env(), place.version());
    FoldResult.Move move = new FoldResult.Move(SHOP, null, place);
    state.store(new FoldResult(Map.of(key, build), null, move, List.of(), null, null));
  }
}
