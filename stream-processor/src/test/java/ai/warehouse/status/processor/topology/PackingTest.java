package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.RandomHistories;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state forgets no locale of a build that has long been complete; it only takes less room. */
class PackingTest {
  private static final BuildKey BUILD = new BuildKey("shop", "prod", "1.0.0");
  private static final Instant CREATED = RandomHistories.LATEST.minusSeconds(60);
  private static final Duration LONG = Duration.ofDays(31);
  private static final Duration TICK = Duration.ofSeconds(10);

  private final List<StatusEvent> events = new ArrayList<>();
  private TopologyHarness topology;

  @BeforeEach
  void completeABuild(@TempDir Path stateDir) {
    topology = new TopologyHarness(1, stateDir);
    publish(event(EventKind.QUEUED, 0).total(2));
    publish(event(EventKind.ERROR, 1).locale("de-DE"));
    publish(event(EventKind.COMPLETE, 2).locale("de-DE"));
    publish(event(EventKind.COMPLETE, 3).locale("en-US"));
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void shouldKeepRowsWhileABuildIsYoung() {
    pack(Duration.ofDays(29));

    assertThat(topology.entries("locales")).isEqualTo(2);
    assertThat(topology.entries("packed-locales")).isZero();
  }

  @Test
  void shouldDropTheRowsOfABuildLongQuiet() {
    pack(LONG);

    assertThat(topology.entries("locales")).isZero();
    assertThat(topology.entries("packed-locales")).isOne();
    assertThat(topology.entries("quiet-builds")).isZero();
    assertThat(topology.entries("builds")).isOne();
  }

  @Test
  void shouldKeepRowsOfABuildThatIsNotComplete() {
    publish(event(EventKind.QUEUED, 4).total(3));

    pack(LONG);

    assertThat(topology.entries("locales")).isEqualTo(2);
  }

  @Test
  void shouldChangeNothingWhenEventsComeAgain() {
    pack(LONG);
    topology.tables();

    List.copyOf(events).forEach(topology::publish);

    assertThat(topology.statuses()).isEmpty();
    assertThat(topology.counters()).isEmpty();
    assertThat(topology.heads()).isEmpty();
  }

  @Test
  void shouldFoldLateEventsAsEver() {
    pack(LONG);

    publish(event(EventKind.ERROR, 2).locale("en-US")); // healed by its completion at 3
    publish(event(EventKind.COMPLETE, 1).locale("de-DE"));
    publish(event(EventKind.COMPLETE, 9).locale("fr-FR"));
    publish(event(EventKind.ERROR, 10).locale("de-DE"));

    topology.tables().assertEqualTo(ReferenceTables.of(events));
  }

  @Test
  void shouldPackAgainWhatHasChanged() {
    pack(LONG);
    publish(event(EventKind.COMPLETE, 9).locale("fr-FR"));
    assertThat(topology.entries("locales")).isOne();

    pack(LONG);

    assertThat(topology.entries("locales")).isZero();
    topology.tables().assertEqualTo(ReferenceTables.of(events));
  }

  @Test
  void shouldReachTheSameTablesWhereverItPacks() {
    List<StatusEvent> all =
        LongStream.range(1, 100)
            .boxed()
            .flatMap(seed -> RandomHistories.create(seed, "seed-" + seed + "-").stream())
            .toList();
    Random random = new Random(1);
    for (StatusEvent event : RandomHistories.deliver(all, random)) {
      topology.publish(event);
      if (random.nextInt(50) == 0) {
        pack(LONG);
      }
    }
    events.addAll(all);

    assertThat(topology.entries("packed-locales")).isPositive();
    topology.tables().assertEqualTo(ReferenceTables.of(events));
  }

  private void pack(Duration after) {
    topology.advance(after);
    topology.advance(TICK);
  }

  private void publish(StatusEvent.Builder event) {
    events.add(event.build());
    topology.publish(events.get(events.size() - 1));
  }

  private static StatusEvent.Builder event(EventKind kind, int second) {
    return StatusEvent.builder().key(BUILD).kind(kind).createdAt(CREATED.plusSeconds(second));
  }
}
