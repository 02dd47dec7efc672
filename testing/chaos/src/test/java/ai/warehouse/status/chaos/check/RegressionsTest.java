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
  void lookFirst() {
    regressions.look(Items.stored(7));
  }

  @Test
  void shouldTakeWhatIsNewerOrTheSame() {
    regressions.look(Items.stored(7));
    regressions.look(Items.stored(8));

    NeverBackReader.Outcome outcome = regressions.outcome();
    assertThat(outcome.looks()).isEqualTo(3);
    assertThat(outcome.changes()).as("status, head and counter").isEqualTo(3);
    assertThat(outcome.setbacks()).isEmpty();
  }

  @Test
  void shouldNoteARevisionThatFalls() {
    regressions.look(Items.stored(6));

    assertThat(regressions.outcome().setbacks()).hasSize(3);
  }

  @Test
  void shouldNoteACountThatFalls() {
    Map<Item.Id, Item> next = Items.stored(8);
    next.computeIfPresent(Items.COUNTER, (id, item) -> with(item, "count", number(0)));

    regressions.look(next);

    assertThat(regressions.outcome().setbacks()).singleElement().asString().contains("Counter");
  }

  @Test
  void shouldNoteWhatIsGone() {
    Map<Item.Id, Item> next = Items.stored(8);
    next.remove(Items.STATUS);

    regressions.look(next);

    assertThat(regressions.outcome().setbacks()).singleElement().asString().contains("gone");
  }
}
