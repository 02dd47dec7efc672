package ai.warehouse.status.processor.fold;

import static ai.warehouse.status.processor.fold.SampleEvents.complete;
import static ai.warehouse.status.processor.fold.SampleEvents.error;
import static ai.warehouse.status.processor.fold.SampleEvents.event;
import static ai.warehouse.status.processor.fold.SampleEvents.queued;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.CountingState.LookUps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one event costs must not depend on how much there is. */
class FoldCostTest {
  private static final int FEW = 10;
  private static final int MANY = 2_000;

  @Test
  void shouldLookUpNoMoreAmongManyVersions() {
    assertThat(most(versions(MANY))).isEqualTo(most(versions(FEW)));
  }

  @Test
  void shouldLookUpNoMoreAmongManyLocales() {
    assertThat(most(locales(MANY))).isEqualTo(most(locales(FEW)));
  }

  @ParameterizedTest
  @ValueSource(ints = {FEW, MANY})
  void shouldReadAtMostFiveBuildsOneLocaleAndTwoNeighbours(int count) {
    assertThat(most(versions(count)).max(most(locales(count)))).isEqualTo(new LookUps(5, 1, 2));
  }

  @Test
  void shouldReadAndWriteOneBuildAndOneLocaleUnlessABuildBegins() {
    InMemoryState state = new InMemoryState();
    List.of(event("1.0.0", 0), queued("1.1.0", 2, 1), event("1.2.0", 2))
        .forEach(event -> state.store(StatusFold.fold(state, event, 1)));

    assertCost(state, complete("1.1.0", "en-US", 3), new LookUps(1, 1, 0), 1);
    assertCost(state, error("1.1.0", "de-DE", 4), new LookUps(1, 1, 0), 1);
    assertCost(state, error("1.1.0", null, 5), new LookUps(1, 0, 0), 1);
    assertCost(state, queued("1.1.0", 3, 6), new LookUps(1, 0, 0), 1);
    assertCost(state, event("1.1.0", 7), new LookUps(1, 0, 0), 0);
  }

  private static void assertCost(
      InMemoryState state, StatusEvent event, LookUps lookUps, int builds) {
    CountingState counting = new CountingState(state);
    FoldResult result = StatusFold.fold(counting, event, 1);
    state.store(result);
    assertThat(counting.lookUps()).isEqualTo(lookUps);
    assertThat(result.builds()).hasSize(builds);
  }

  @Test
  void shouldWriteTheLocaleAloneWhereItsBuildDoesNotChange() {
    InMemoryState state = new InMemoryState();
    List.of(event("1.0.0", 0), complete("1.0.0", "en-US", 20))
        .forEach(event -> state.store(StatusFold.fold(state, event, 1)));

    FoldResult result = StatusFold.fold(state, error("1.0.0", "en-US", 15), 2);

    assertThat(result.locale()).isNotNull();
    assertThat(result.builds()).isEmpty();
  }

  private static LookUps most(List<StatusEvent> events) {
    Collections.shuffle(events, new Random(7));
    InMemoryState state = new InMemoryState();
    LookUps most = new LookUps(0, 0, 0);
    for (StatusEvent event : events) {
      CountingState counting = new CountingState(state);
      state.store(StatusFold.fold(counting, event, 1));
      most = most.max(counting.lookUps());
    }
    return most;
  }

  /** Builds that overtake each other as their earlier events arrive. */
  private static List<StatusEvent> versions(int count) {
    List<StatusEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String version = "1.0." + i;
      events.add(event(version, i));
      events.add(queued(version, 1, count + i));
      events.add(error(version, "en-US", 3 * count - i));
      events.add(complete(version, "en-US", 4 * count - i));
    }
    return events;
  }

  /** One build of many locales, between two others. */
  private static List<StatusEvent> locales(int count) {
    List<StatusEvent> events = new ArrayList<>();
    events.add(event("0.9.0", 0));
    events.add(queued("1.0.0", count, 1));
    events.add(event("1.1.0", 2));
    events.add(event("1.2.0", 3));
    for (int i = 0; i < count; i++) {
      events.add(error("1.0.0", "locale-" + i, 4 + i));
      events.add(complete("1.0.0", "locale-" + i, 5 + i));
    }
    return events;
  }
}
