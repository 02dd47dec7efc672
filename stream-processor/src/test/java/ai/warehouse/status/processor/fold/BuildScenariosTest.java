package ai.warehouse.status.processor.fold;

import static ai.warehouse.status.processor.fold.SampleEvents.PACKAGE;
import static ai.warehouse.status.processor.fold.SampleEvents.at;
import static ai.warehouse.status.processor.fold.SampleEvents.build;
import static ai.warehouse.status.processor.fold.SampleEvents.complete;
import static ai.warehouse.status.processor.fold.SampleEvents.error;
import static ai.warehouse.status.processor.fold.SampleEvents.event;
import static ai.warehouse.status.processor.fold.SampleEvents.ignored;
import static ai.warehouse.status.processor.fold.SampleEvents.queued;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole builds, as workers have reported them since the old service. */
class BuildScenariosTest {
  // Four locales without trouble.
  private static final List<StatusEvent> BRISK_BUILD =
      List.of(
          event("1.0.0", 0),
          queued("1.0.0", 4, 1),
          event("1.0.0", 2),
          complete("1.0.0", "en-US", 3),
          complete("1.0.0", "en-GB", 4),
          complete("1.0.0", "de-DE", 5),
          complete("1.0.0", "fr-FR", 6));

  private final CheckedFold fold = new CheckedFold();

  @Test
  void shouldFollowABriskBuild() {
    List<Integer> progress = new ArrayList<>();
    for (StatusEvent event : BRISK_BUILD) {
      fold.fold(event);
      progress.add(status().progress());
    }

    assertThat(progress).containsExactly(0, 0, 0, 25, 50, 75, 100);
    assertComplete();
  }

  @Test
  void shouldEndTheSameIfEachEventIsDeliveredTwice() {
    fold.foldAll(BRISK_BUILD);
    fold.foldAll(BRISK_BUILD);

    assertComplete();
  }

  @Test
  void shouldNotChangeWhenAWholeBuildIsDeliveredAgain() {
    List<StatusEvent> events = BRISK_BUILD;
    fold.foldAll(events);

    assertThat(events).map(fold::fold).containsOnly(FoldResult.UNCHANGED);
  }

  @Test
  void shouldEndTheSameIfEventsArriveShuffled() {
    List<StatusEvent> events = new ArrayList<>(BRISK_BUILD);
    Collections.shuffle(events, new Random(1));

    fold.foldAll(events);

    assertComplete();
  }

  @Test
  void shouldEndTheSameIfEventsArriveBackwards() {
    List<StatusEvent> events = new ArrayList<>(BRISK_BUILD);
    Collections.reverse(events);

    fold.foldAll(events);

    assertComplete();
  }

  @Test
  void shouldCompleteWhenQueuedArrivesAfterTheLastCompletion() {
    given(complete("1.0.0", "en-US", 5), complete("1.0.0", "de-DE", 6));
    assertThat(status().complete()).isFalse();

    given(queued("1.0.0", 2, 1));

    assertThat(status().complete()).isTrue();
    assertThat(status().progress()).isEqualTo(100);
    assertThat(status().createdAt()).isEqualTo(at(1));
    assertThat(status().updatedAt()).isEqualTo(at(6));
  }

  @Test
  void shouldShowAFailedLocaleUntilItsRebuild() {
    given(queued("1.0.0", 2, 1), complete("1.0.0", "en-US", 5), error("1.0.0", "de-DE", 6));
    assertThat(status().error()).isTrue();
    assertThat(status().progress()).isEqualTo(50);

    given(complete("1.0.0", "de-DE", 20));

    assertThat(status().error()).isFalse();
    assertThat(status().complete()).isTrue();
  }

  @Test
  void shouldCompleteABuildWithoutLocales() {
    given(queued("1.0.0", 1, 1), complete("1.0.0", null, 5));

    assertThat(status().complete()).isTrue();
    assertThat(fold.tables().counter(build("1.0.0")).count()).isEqualTo(1);
  }

  @Test
  void shouldNotCreateABuildThatHadNothingToBuild() {
    given(ignored("1.0.0", 1), ignored("1.0.0", 2));

    assertThat(status()).isNull();
    assertThat(fold.tables().head(PACKAGE)).isNull();
  }

  @Test
  void shouldFollowTwoVersionsWhoseBuildsOverlap() {
    given(
        queued("1.0.0", 2, 1),
        complete("1.0.0", "en-US", 3),
        queued("1.0.1", 2, 4),
        complete("1.0.1", "en-US", 5),
        complete("1.0.0", "de-DE", 6),
        complete("1.0.1", "de-DE", 7));

    assertThat(status().complete()).isTrue();
    assertThat(fold.tables().status(build("1.0.1")).previousVersion()).isEqualTo("1.0.0");
    assertThat(fold.tables().head(PACKAGE).version()).isEqualTo("1.0.1");
    assertThat(fold.tables().head(PACKAGE).progress()).isEqualTo(100);
  }

  private void assertComplete() {
    Status status = status();
    assertThat(status.total()).isEqualTo(4);
    assertThat(status.progress()).isEqualTo(100);
    assertThat(status.complete()).isTrue();
    assertThat(status.error()).isFalse();
    assertThat(status.createdAt()).isEqualTo(at(0));
    assertThat(status.updatedAt()).isEqualTo(at(6));
    assertThat(fold.tables().counter(build("1.0.0")).count()).isEqualTo(4);
    assertThat(fold.tables().head(PACKAGE).progress()).isEqualTo(100);
  }

  private void given(StatusEvent... events) {
    fold.foldAll(List.of(events));
  }

  private Status status() {
    return fold.tables().status(build("1.0.0"));
  }
}
