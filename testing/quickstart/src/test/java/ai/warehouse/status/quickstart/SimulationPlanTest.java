package ai.warehouse.status.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationPlanTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final List<PlannedEvent> plan = plan(7, 20, false);

  private static List<PlannedEvent> plan(int builds, int locales, boolean leisurely) {
    return new SimulationPlan(20, START, builds, locales, leisurely).events();
  }

  @Test
  void shouldBuildThreePackagesInTwoEnvironmentsAtTwentyLocales() {
    assertThat(plan.stream().map(planned -> planned.event().key().packageKey()).distinct())
        .hasSize(6);
    assertThat(localesByBuild(plan)).hasSize(7).allSatisfy((build, some) -> hasLocales(some, 20));
  }

  private static Map<BuildKey, Set<String>> localesByBuild(List<PlannedEvent> events) {
    return events.stream()
        .map(PlannedEvent::event)
        .filter(event -> event.locale() != null)
        .collect(
            Collectors.groupingBy(
                StatusEvent::key, Collectors.mapping(StatusEvent::locale, Collectors.toSet())));
  }

  private static void hasLocales(Set<String> locales, int count) {
    assertThat(locales).hasSize(count).contains("de-DE").doesNotContainNull();
  }

  @Test
  void shouldHaveAsManyBuildsAndLocalesAsAsked() {
    assertThat(localesByBuild(plan(50, 300, false)))
        .hasSize(50)
        .allSatisfy((build, locales) -> hasLocales(locales, 300));
    assertThat(localesByBuild(plan(1, 3, false))).hasSize(1);
  }

  @Test
  void shouldLeaveTimeToWatch() {
    Duration last = plan.get(plan.size() - 1).after();
    List<PlannedEvent> slow = plan(7, 20, true);

    assertThat(last).isLessThan(Duration.ofSeconds(10));
    assertThat(slow.get(slow.size() - 1).after()).isEqualTo(last.multipliedBy(5));
  }

  @Test
  void shouldNotPublishTooMuchAtOnce() {
    List<PlannedEvent> many = plan(10, 1_000, false);

    assertThat(many.size() / many.get(many.size() - 1).after().toSeconds()).isLessThan(1_500);
  }

  @Test
  void shouldDeliverSomeEventsTwice() {
    long distinct = plan.stream().map(planned -> planned.event().eventId()).distinct().count();

    assertThat(distinct).isLessThan(plan.size());
  }

  @Test
  void shouldDeliverOneQueuedEventAfterCompletions() {
    assertThat(plan.stream().map(PlannedEvent::event))
        .filteredOn(event -> event.key().equals(SimulationPlan.QUEUED_LATE))
        .extracting(StatusEvent::kind)
        .containsSubsequence(EventKind.COMPLETE, EventKind.QUEUED);
  }

  @Test
  void shouldHaveALocaleThatFailsAndIsBuiltAgainAndOneThatStaysFailed() {
    assertThat(kindsOfTroubledLocale(SimulationPlan.REBUILT))
        .containsSubsequence(EventKind.ERROR, EventKind.COMPLETE);
    assertThat(kindsOfTroubledLocale(SimulationPlan.FAILED))
        .contains(EventKind.ERROR)
        .doesNotContain(EventKind.COMPLETE);
  }

  private List<EventKind> kindsOfTroubledLocale(BuildKey build) {
    return plan.stream()
        .map(PlannedEvent::event)
        .filter(event -> event.key().equals(build) && "fr-FR".equals(event.locale()))
        .map(StatusEvent::kind)
        .toList();
  }
}
