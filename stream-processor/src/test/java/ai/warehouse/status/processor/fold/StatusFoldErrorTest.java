package ai.warehouse.status.processor.fold;

import static ai.warehouse.status.processor.fold.SampleEvents.build;
import static ai.warehouse.status.processor.fold.SampleEvents.complete;
import static ai.warehouse.status.processor.fold.SampleEvents.error;
import static ai.warehouse.status.processor.fold.SampleEvents.queued;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of SPEC §2 for when a build is in error. */
class StatusFoldErrorTest {
  private final CheckedFold fold = new CheckedFold();

  @Test
  void shouldFailIfALocaleHasAnErrorAndNoCompletion() {
    given(queued("1.0.0", 2, 1), error("1.0.0", "en-US", 2));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldFailIfALocalesErrorIsLaterThanItsCompletion() {
    given(complete("1.0.0", "en-US", 5), error("1.0.0", "en-US", 6));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldNotFailIfALocaleCompletedAtTheTimeOfItsError() {
    given(complete("1.0.0", "en-US", 5), error("1.0.0", "en-US", 5));

    assertThat(failing()).isFalse();
  }

  @Test
  void shouldRecoverWhenTheLocaleIsRebuilt() {
    given(error("1.0.0", "en-US", 5), complete("1.0.0", "en-US", 6));

    assertThat(failing()).isFalse();
  }

  @Test
  void shouldNotFailForALocalesEarlierErrorThatArrivesLate() {
    given(complete("1.0.0", "en-US", 6), error("1.0.0", "en-US", 5));

    assertThat(failing()).isFalse();
  }

  @Test
  void shouldNotRecoverByAnotherLocale() {
    given(
        error("1.0.0", "en-US", 5),
        error("1.0.0", "de-DE", 5),
        complete("1.0.0", "de-DE", 6),
        complete("1.0.0", null, 7));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldFailForALocaleEvenIfTheBuildIsComplete() {
    given(queued("1.0.0", 1, 1), complete("1.0.0", "de-DE", 6), error("1.0.0", "en-US", 5));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldFailByAnErrorOfItsOwn() {
    given(queued("1.0.0", 1, 1), error("1.0.0", null, 5));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldNotHealItsOwnErrorWhileIncomplete() {
    given(queued("1.0.0", 2, 1), error("1.0.0", null, 5), complete("1.0.0", null, 6));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldHealItsOwnErrorWhenCompleteAtTheTimeOfTheErrorOrLater() {
    given(
        queued("1.0.0", 2, 1),
        complete("1.0.0", "en-US", 3),
        error("1.0.0", null, 5),
        complete("1.0.0", "de-DE", 5));

    assertThat(failing()).isFalse();
  }

  @Test
  void shouldNotHealItsOwnErrorByEarlierCompletions() {
    given(queued("1.0.0", 1, 1), complete("1.0.0", "en-US", 4), error("1.0.0", null, 5));

    assertThat(failing()).isTrue();
  }

  @Test
  void shouldHealItsOwnErrorWhenALocaleAlreadyCountedCompletesAgain() {
    given(
        queued("1.0.0", 1, 1),
        complete("1.0.0", "en-US", 4),
        error("1.0.0", null, 5),
        complete("1.0.0", "en-US", 6));

    assertThat(failing()).isFalse();
  }

  @Test
  void shouldHealItsOwnErrorWhenALowerTotalMakesItComplete() {
    given(
        queued("1.0.0", 2, 1),
        error("1.0.0", null, 5),
        complete("1.0.0", "en-US", 6),
        queued("1.0.0", 1, 7));

    assertThat(failing()).isFalse();
  }

  @Test
  void shouldFailAgainWhenAHigherTotalMakesItIncomplete() {
    given(
        queued("1.0.0", 1, 1),
        error("1.0.0", null, 5),
        complete("1.0.0", "en-US", 6),
        queued("1.0.0", 2, 7));

    assertThat(failing()).isTrue();
  }

  private void given(StatusEvent... events) {
    fold.foldAll(List.of(events));
  }

  private boolean failing() {
    return fold.tables().status(build("1.0.0")).error();
  }
}
