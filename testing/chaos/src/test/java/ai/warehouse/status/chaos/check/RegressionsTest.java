package ai.warehouse.status.chaos.check;

import static ai.warehouse.status.chaos.check.Items.number;
import static ai.warehouse.status.chaos.check.Items.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegressionsTest {
  private final Regressions regressions = new Regressions();

  @BeforeEach
  void readFirst() {
    regressions.add(Items.stored(7));
  }

  @Test
  void shouldAcceptNewerAndEqualItems() {
    regressions.add(Items.stored(7));
    regressions.add(Items.stored(8));

    MonotonicReadsChecker.Outcome outcome = regressions.outcome();
    assertThat(outcome.reads()).isEqualTo(3);
    assertThat(outcome.changes()).as("status, head and counter").isEqualTo(3);
    assertThat(outcome.regressions()).isEmpty();
  }

  @Test
  void shouldFindLowerRevision() {
    regressions.add(Items.stored(6));

    assertThat(regressions.outcome().regressions()).hasSize(3);
  }

  @Test
  void shouldFindLowerCount() {
    Map<Item.Id, Item> next = Items.stored(8);
    next.computeIfPresent(Items.COUNTER, (id, item) -> with(item, "count", number(0)));

    regressions.add(next);

    assertThat(regressions.outcome().regressions()).singleElement().asString().contains("Counter");
  }

  @Test
  void shouldFindOtherAttributesOfTheSameRevision() {
    Map<Item.Id, Item> next = Items.stored(7);
    next.computeIfPresent(Items.COUNTER, (id, item) -> with(item, "count", number(2)));

    regressions.add(next);

    assertThat(regressions.outcome().regressions()).hasSize(1);
  }

  @Test
  void shouldFindMissingItem() {
    Map<Item.Id, Item> next = Items.stored(8);
    next.remove(Items.STATUS);

    regressions.add(next);

    assertThat(regressions.outcome().regressions()).singleElement().asString().contains("gone");
  }
}
