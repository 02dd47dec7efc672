package ai.warehouse.status.processor.fold;

import static ai.warehouse.status.processor.fold.SampleEvents.PACKAGE;
import static ai.warehouse.status.processor.fold.SampleEvents.at;
import static ai.warehouse.status.processor.fold.SampleEvents.build;
import static ai.warehouse.status.processor.fold.SampleEvents.complete;
import static ai.warehouse.status.processor.fold.SampleEvents.error;
import static ai.warehouse.status.processor.fold.SampleEvents.event;
import static ai.warehouse.status.processor.fold.SampleEvents.queued;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of SPEC §2 for the order of a package's builds: head and previous version. */
class StatusFoldHeadTest {
  private final CheckedFold fold = new CheckedFold();

  @Test
  void shouldTakeTheFirstBuildAsHead() {
    given(queued("1.0.0", 3, 10));

    assertThat(head())
        .isEqualTo(
            StatusHead.builder()
                .key(PACKAGE)
                .version("1.0.0")
                .total(3)
                .createdAt(at(10))
                .updatedAt(at(10))
                .revision(1)
                .build());
  }

  @Test
  void shouldShowTheHeadsProgress() {
    given(queued("1.0.0", 2, 10), complete("1.0.0", "en-US", 12));

    assertThat(head().progress()).isEqualTo(50);
    assertThat(head().updatedAt()).isEqualTo(at(12));
  }

  @Test
  void shouldMoveTheHeadToABuildThatBeganLater() {
    given(event("2.0.0", 10), event("1.0.0", 20));

    assertThat(head().version()).isEqualTo("1.0.0");
    assertThat(head().previousVersion()).isEqualTo("2.0.0");
    assertThat(previous("1.0.0")).isEqualTo("2.0.0");
    assertThat(previous("2.0.0")).isNull();
  }

  @Test
  void shouldNotMoveTheHeadToAnOlderBuildByItsLaterEvents() {
    given(queued("1.0.0", 2, 10), queued("2.0.0", 2, 20));

    FoldResult result = fold.fold(complete("1.0.0", "en-US", 30));

    assertThat(result.statusHead()).isNull();
    assertThat(head().version()).isEqualTo("2.0.0");
  }

  @Test
  void shouldPutABuildThatArrivesLateBetweenItsNeighbours() {
    given(event("1.0.0", 10), event("3.0.0", 30), event("2.0.0", 20));

    assertThat(previous("3.0.0")).isEqualTo("2.0.0");
    assertThat(previous("2.0.0")).isEqualTo("1.0.0");
    assertThat(head().version()).isEqualTo("3.0.0");
    assertThat(head().previousVersion()).isEqualTo("2.0.0");
  }

  @Test
  void shouldPutABuildThatArrivesLateBeforeAllOthers() {
    given(event("2.0.0", 20), event("1.0.0", 10));

    assertThat(previous("1.0.0")).isNull();
    assertThat(previous("2.0.0")).isEqualTo("1.0.0");
  }

  @Test
  void shouldChangeThreePreviousVersionsWhenABuildMovesBeforeAnother() {
    given(event("1.0.0", 10), event("2.0.0", 20), event("3.0.0", 30), event("4.0.0", 40));

    FoldResult result = fold.fold(event("3.0.0", 15));

    assertThat(result.statuses()).hasSize(3);
    assertThat(previous("3.0.0")).isEqualTo("1.0.0");
    assertThat(previous("2.0.0")).isEqualTo("3.0.0");
    assertThat(previous("4.0.0")).isEqualTo("2.0.0");
  }

  @Test
  void shouldChangeNeighboursThatAreFarApart() {
    given(
        event("1.0.0", 10),
        event("2.0.0", 20),
        event("3.0.0", 30),
        event("4.0.0", 40),
        event("4.0.0", 5));

    assertThat(previous("4.0.0")).isNull();
    assertThat(previous("1.0.0")).isEqualTo("4.0.0");
    assertThat(previous("2.0.0")).isEqualTo("1.0.0");
    assertThat(head().version()).isEqualTo("3.0.0");
  }

  @Test
  void shouldChangeNoNeighbourWhenABuildMovesWithinItsGap() {
    given(event("1.0.0", 10), event("2.0.0", 20), event("3.0.0", 30));

    FoldResult result = fold.fold(event("2.0.0", 15));

    assertThat(result.builds()).containsOnlyKeys(build("2.0.0"));
    assertThat(previous("3.0.0")).isEqualTo("2.0.0");
    assertThat(previous("2.0.0")).isEqualTo("1.0.0");
  }

  @Test
  void shouldGiveTheHeadBackWhenItTurnsOutToHaveBegunEarlier() {
    given(event("1.0.0", 10), queued("2.0.0", 4, 20), event("3.0.0", 30));

    fold.fold(event("3.0.0", 15));

    assertThat(head().version()).isEqualTo("2.0.0");
    assertThat(head().previousVersion()).isEqualTo("3.0.0");
    assertThat(head().total()).isEqualTo(4);
    assertThat(previous("3.0.0")).isEqualTo("1.0.0");
  }

  @Test
  void shouldGiveTheHeadBackToABuildThatDoesNotChangeItself() {
    given(event("1.0.0", 10), event("2.0.0", 20), event("3.0.0", 30));

    FoldResult result = fold.fold(event("3.0.0", 5));

    assertThat(result.statuses()).extracting(Status::key).doesNotContain(build("2.0.0"));
    assertThat(head().version()).isEqualTo("2.0.0");
    assertThat(head().previousVersion()).isEqualTo("1.0.0");
  }

  @Test
  void shouldKeepTheHeadThatBeginsEarlierButStillLast() {
    given(event("1.0.0", 10), event("2.0.0", 30), event("2.0.0", 20));

    assertThat(head().version()).isEqualTo("2.0.0");
    assertThat(head().createdAt()).isEqualTo(at(20));
  }

  @Test
  void shouldOrderBuildsOfOneTimeByVersionAsText() {
    given(event("9.0.0", 10), event("10.0.0", 10));

    assertThat(head().version()).isEqualTo("9.0.0");
    assertThat(head().previousVersion()).isEqualTo("10.0.0");
  }

  @Test
  void shouldOrderVersionsByCodePointNotByUtf16Unit() {
    String fullWidthTilde = "\uFF5E";
    String grinningFace = "\uD83D\uDE00"; // U+1F600, whose first unit is less than U+FF5E

    given(event(grinningFace, 10), event(fullWidthTilde, 10));

    assertThat(head().version()).isEqualTo(grinningFace);
    assertThat(head().previousVersion()).isEqualTo(fullWidthTilde);
  }

  @Test
  void shouldSayNothingOfTheHeadWhenOnlyItsErrorChanges() {
    given(queued("1.0.0", 2, 10), complete("1.0.0", "de-DE", 30));

    FoldResult result = fold.fold(error("1.0.0", "en-US", 20));

    assertThat(result.statuses()).hasSize(1);
    assertThat(result.statusHead()).isNull();
  }

  @Test
  void shouldKeepPackagesApart() {
    PackageKey staging = new PackageKey(PACKAGE.pkg(), "staging");
    StatusEvent elsewhere =
        StatusEvent.builder()
            .key(new BuildKey(staging.pkg(), staging.env(), "0.1.0"))
            .createdAt(at(30))
            .build();

    given(event("1.0.0", 10), elsewhere, event("2.0.0", 20));

    assertThat(head().version()).isEqualTo("2.0.0");
    assertThat(previous("2.0.0")).isEqualTo("1.0.0");
    assertThat(fold.tables().head(staging).version()).isEqualTo("0.1.0");
    assertThat(fold.tables().head(staging).previousVersion()).isNull();
  }

  private void given(StatusEvent... events) {
    fold.foldAll(List.of(events));
  }

  private StatusHead head() {
    return fold.tables().head(PACKAGE);
  }

  private String previous(String version) {
    return fold.tables().status(build(version)).previousVersion();
  }
}
