package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.processor.fold.BuildState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentBuildsTest {
  private static final BuildKey FIRST = new BuildKey("shop", "prod", "1.0.0");
  private static final BuildKey SECOND = new BuildKey("shop", "prod", "1.1.0");
  private static final BuildKey THIRD = new BuildKey("shop", "prod", "1.2.0");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final BuildState BEGUN =
      new BuildState(NOON, null, null, 0, 0, null, null, null, null);
  private static final LocaleState COMPLETE = new LocaleState(NOON, null);

  @Test
  void shouldForgetWhatWasNotLookedUpForLongest() {
    RecentBuilds builds = new RecentBuilds(2);
    builds.add(FIRST, BEGUN);
    builds.add(SECOND, BEGUN);
    builds.get(FIRST);

    builds.add(THIRD, BEGUN);

    assertThat(builds.get(SECOND)).isNull();
    assertThat(builds.get(FIRST).state()).isEqualTo(BEGUN);
    assertThat(builds.get(THIRD).state()).isEqualTo(BEGUN);
  }

  @Test
  void shouldCountLocales() {
    RecentBuilds builds = new RecentBuilds(4);
    builds.add(FIRST, BEGUN);
    builds.add(SECOND, null);
    builds.add(SECOND, "en-US", COMPLETE);
    builds.add(SECOND, "en-US", COMPLETE); // counts once
    builds.add(SECOND, null, COMPLETE);
    assertThat(builds.get(FIRST)).isNotNull();
    builds.get(SECOND);

    builds.add(SECOND, "de-DE", COMPLETE);

    assertThat(builds.get(FIRST)).isNull();
    assertThat(builds.get(SECOND).locale("en-US")).isEqualTo(COMPLETE);
  }

  @Test
  void shouldForgetEvenTheOnlyBuildWhenItIsTooLarge() {
    RecentBuilds builds = new RecentBuilds(2);
    builds.add(FIRST, null);
    builds.add(FIRST, "en-US", COMPLETE);
    builds.add(FIRST, "de-DE", COMPLETE);
    assertThat(builds.get(FIRST)).isNull();

    assertThat(builds.add(FIRST, BEGUN).hasAllLocales()).isFalse();
    assertThat(builds.get(FIRST).state()).isEqualTo(BEGUN);
  }
}
