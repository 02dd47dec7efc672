package ai.warehouse.status.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationPlanTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private final List<PlannedEvent> plan = SimulationPlan.create(20, START);

  @Test
  void shouldBuildThreePackagesInTwoEnvironmentsAtTwentyLocales() {
    assertThat(plan.stream().map(planned -> planned.event().key().packageKey()).distinct())
        .hasSize(6);
    for (BuildKey build : builds()) {
      assertThat(plan.stream().map(PlannedEvent::event))
          .as("locales of %s", build)
          .filteredOn(event -> event.key().equals(build) && event.locale() != null)
          .extracting(StatusEvent::locale)
          .containsOnly(SimulationPlan.LOCALES.toArray(String[]::new));
    }
  }

  private Set<BuildKey> builds() {
    return plan.stream().map(planned -> planned.event().key()).collect(Collectors.toSet());
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
