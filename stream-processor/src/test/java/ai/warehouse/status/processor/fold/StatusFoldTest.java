package ai.warehouse.status.processor.fold;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of SPEC §2 for one build: existence, times, total, count, progress, completeness. */
class StatusFoldTest {
  private static final String LOWER_ID = "7fffffff-ffff-7fff-8fff-ffffffffffff";
  // Negative, and so the smaller one, if its halves were compared as signed numbers.
  private static final String HIGHER_ID = "80000000-0000-7000-8000-000000000000";

  private final CheckedFold fold = new CheckedFold();

  @Test
  void shouldCreateTheBuildAtItsFirstEvent() {
    given(event("1.0.0", 10));

    assertThat(status())
        .isEqualTo(
            Status.builder()
                .key(build("1.0.0"))
                .createdAt(at(10))
                .updatedAt(at(10))
                .revision(1)
                .build());
  }

  @Test
  void shouldLeaveNoTraceOfAnIgnoredEvent() {
    FoldResult result = fold.fold(ignored("1.0.0", 10));

    assertThat(result).isEqualTo(FoldResult.UNCHANGED);
  }

  @Test
  void shouldBeginAtTheEarliestEventEvenIfItArrivesLate() {
    given(queued("1.0.0", 2, 10), event("1.0.0", 3), event("1.0.0", 5));

    assertThat(status().createdAt()).isEqualTo(at(3));
  }

  @Test
  void shouldBeUpdatedAtTheLatestQueuedErrorOrComplete() {
    given(complete("1.0.0", "en-US", 7), queued("1.0.0", 2, 9), error("1.0.0", "de-DE", 8));

    assertThat(status().updatedAt()).isEqualTo(at(9));
  }

  @Test
  void shouldNotBeUpdatedByAPlainEvent() {
    given(queued("1.0.0", 2, 9), event("1.0.0", 20));

    assertThat(status().updatedAt()).isEqualTo(at(9));
  }

  @Test
  void shouldBeUpdatedAtItsBeginningWhileOnlyPlainEventsAreKnown() {
    given(event("1.0.0", 20), event("1.0.0", 10), event("1.0.0", 30));

    assertThat(status().updatedAt()).isEqualTo(at(10));
  }

  @Test
  void shouldHaveNoTotalWhileNoneIsAnnounced() {
    given(event("1.0.0", 1), complete("1.0.0", "en-US", 2), queued("1.0.0", null, 3));

    assertThat(status().total()).isNull();
    assertThat(status().progress()).isZero();
    assertThat(status().complete()).isFalse();
  }

  @Test
  void shouldTakeTheTotalOfTheLatestQueuedWhicheverArrivesLast() {
    given(queued("1.0.0", 5, 20), queued("1.0.0", 3, 10));

    assertThat(status().total()).isEqualTo(5);
  }

  @Test
  void shouldKeepTheTotalIfALaterQueuedCarriesNone() {
    given(queued("1.0.0", 5, 20), queued("1.0.0", null, 30));

    assertThat(status().total()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void shouldTakeTheTotalOfTheIdThatIsLastAsTextAmongQueuedOfOneTime(boolean higherFirst) {
    StatusEvent lower = queued("1.0.0", 4, 10, LOWER_ID);
    StatusEvent higher = queued("1.0.0", 2, 10, HIGHER_ID);

    given(higherFirst ? higher : lower, higherFirst ? lower : higher);

    assertThat(status().total()).isEqualTo(2);
  }

  @Test
  void shouldCountEachLocaleOnce() {
    given(
        complete("1.0.0", "en-US", 1),
        complete("1.0.0", "de-DE", 2),
        complete("1.0.0", "en-US", 3));

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void shouldCountAllCompletionsWithoutLocaleAsOneLocale() {
    given(complete("1.0.0", null, 1), complete("1.0.0", "en-US", 2), complete("1.0.0", null, 3));

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void shouldHaveNoCounterBeforeTheFirstCompletion() {
    given(queued("1.0.0", 2, 1), error("1.0.0", "en-US", 2));

    assertThat(fold.tables().counter(build("1.0.0"))).isNull();
  }

  @Test
  void shouldGoOnCountingALocaleThatFailsLater() {
    given(complete("1.0.0", "en-US", 1), error("1.0.0", "en-US", 2));

    assertThat(count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 100", "2, 50", "3, 33", "7, 14", "101, 0", "2147483647, 0"})
  void shouldCutProgressToTheWholePercent(int total, int percent) {
    given(queued("1.0.0", total, 1), complete("1.0.0", "en-US", 2));

    assertThat(status().progress()).isEqualTo(percent);
  }

  @Test
  void shouldNotClaimAllBeforeTheLast() {
    given(queued("1.0.0", 3, 1), complete("1.0.0", "a", 2), complete("1.0.0", "b", 3));

    assertThat(status().progress()).isEqualTo(66);
    assertThat(status().complete()).isFalse();
  }

  @Test
  void shouldCapProgressIfMoreLocalesCompletedThanWereAnnounced() {
    given(queued("1.0.0", 1, 1), complete("1.0.0", "a", 2), complete("1.0.0", "b", 3));

    assertThat(status().progress()).isEqualTo(100);
    assertThat(status().complete()).isTrue();
  }

  @Test
  void shouldNeverCompleteATotalOfZero() {
    given(queued("1.0.0", 0, 1), complete("1.0.0", "en-US", 2));

    assertThat(status().total()).isZero();
    assertThat(status().progress()).isZero();
    assertThat(status().complete()).isFalse();
  }

  @Test
  void shouldBeIncompleteAgainIfALaterQueuedAnnouncesMore() {
    given(queued("1.0.0", 1, 1), complete("1.0.0", "en-US", 2), queued("1.0.0", 4, 3));

    assertThat(status().complete()).isFalse();
    assertThat(status().progress()).isEqualTo(25);
  }

  @Test
  void shouldCountBothOfTwoEventsThatShareAnId() {
    given(queued("1.0.0", 1, 10, LOWER_ID), queued("1.0.0", 2, 11, LOWER_ID));

    assertThat(status().createdAt()).isEqualTo(at(10));
    assertThat(status().total()).isEqualTo(2);
  }

  @Test
  void shouldNotEmitWhatDoesNotChange() {
    given(queued("1.0.0", 2, 10), error("1.0.0", "en-US", 20));

    FoldResult result = fold.fold(error("1.0.0", "en-US", 15));

    assertThat(result).isEqualTo(FoldResult.UNCHANGED);
  }

  @Test
  void shouldKeepWhatIsNotVisibleYetWithoutEmittingIt() {
    given(queued("1.0.0", 2, 10), complete("1.0.0", "en-US", 20), event("1.0.0", 5));

    FoldResult result = fold.fold(error("1.0.0", "en-US", 15));

    assertThat(result.locale()).isNotNull();
    assertThat(result.statuses()).isEmpty();
    assertThat(result.statusHead()).isNull();
  }

  private void given(StatusEvent... events) {
    fold.foldAll(List.of(events));
  }

  private Status status() {
    return fold.tables().status(build("1.0.0"));
  }

  private long count() {
    return fold.tables().counter(build("1.0.0")).count();
  }
}
