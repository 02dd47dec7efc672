package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  @Test
  void shouldBeDoneWhereNothingIsLeft() {
    assertThat(new CatchUp(Map.of()).done()).isTrue();
  }

  @Test
  void shouldBeDoneWithTheLastRecordOfEachTopic() {
    CatchUp catchUp = new CatchUp(Map.of("a", 10L, "b", 3L));

    catchUp.passed("a", 8);
    catchUp.passed("b", 2);
    assertThat(catchUp.done()).isFalse();
    catchUp.passed("a", 9);
    assertThat(catchUp.done()).isTrue();
  }

  @Test
  void shouldBeDoneWithALaterRecordWhereTheLastIsNone() {
    CatchUp catchUp = new CatchUp(Map.of("a", 10L));

    catchUp.passed("a", 11);

    assertThat(catchUp.done()).isTrue();
  }

  @Test
  void shouldNotWaitForATopicThatIsSilent() {
    CatchUp catchUp = new CatchUp(Map.of("a", 10L, "b", 3L));
    catchUp.passed("a", 1);

    catchUp.pause();
    assertThat(catchUp.done()).isFalse();
    catchUp.passed("b", 0);
    catchUp.pause();

    assertThat(catchUp.done()).isTrue();
  }
}
