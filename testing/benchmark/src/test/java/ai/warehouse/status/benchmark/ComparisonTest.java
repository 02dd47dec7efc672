package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Progress progress = new Progress(new PrintWriter(Writer.nullWriter()), "turns", 4);

  @Test
  void shouldReverseTheOrderOfTurnsEveryOtherRound() {
    List<String> turns = new ArrayList<>();

    Comparison.run(List.of("a", "b", "c"), 3, progress, turns::add);

    assertThat(turns).containsExactly("a", "b", "c", "c", "b", "a", "a", "b", "c");
  }

  @Test
  void shouldDivideFiguresOfTheSameRound() {
    List<Double> figures = new ArrayList<>(List.of(10.0, 2.0, 4.0, 100.0));

    // The first round has a then b, the second b then a.
    Comparison<String, Double> comparison =
        Comparison.run(List.of("a", "b"), 2, progress, contender -> figures.remove(0));

    assertThat(comparison.summary("a", figure -> figure).all()).containsExactly(10.0, 100.0);
    assertThat(comparison.ratio("a", "b", figure -> figure).all()).containsExactly(5.0, 25.0);
  }
}
