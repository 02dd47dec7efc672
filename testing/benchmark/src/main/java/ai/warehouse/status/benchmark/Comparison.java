package ai.warehouse.status.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The results of contenders that took turns in one run, so that any other load on the machine
 * disturbed them alike.
 *
 * @param <C> a contender
 * @param <R> the result of one turn
 */
public final class Comparison<C, R> {
  private final Map<C, List<R>> results = new HashMap<>();

  private Comparison() {}

  /** One turn of a contender. */
  @FunctionalInterface
  public interface Turn<C, R, X extends Exception> {
    /** Runs the turn. */
    R run(C contender) throws X;
  }

  /** Gives each contender a turn in each round, every other round in reverse order. */
  public static <C, R, X extends Exception> Comparison<C, R> run(
      List<C> contenders, int rounds, Progress progress, Turn<C, R, X> turn) throws X {
    Comparison<C, R> comparison = new Comparison<>();
    List<C> order = new ArrayList<>(contenders);
    for (int round = 0; round < rounds; round++) {
      for (C contender : order) {
        R result = turn.run(contender);
        comparison.results.computeIfAbsent(contender, first -> new ArrayList<>()).add(result);
        progress.advance(1);
      }
      Collections.reverse(order);
    }
    return comparison;
  }

  /** Summarizes a contender's figures of all rounds. */
  public Summary summary(C contender, ToDoubleFunction<R> figure) {
    return Summary.of(figures(contender, figure));
  }

  /** Summarizes the ratios of a contender's figure to another's of the same round. */
  public Summary ratio(C contender, C other, ToDoubleFunction<R> figure) {
    List<Double> dividends = figures(contender, figure);
    List<Double> divisors = figures(other, figure);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < dividends.size(); round++) {
      ratios.add(dividends.get(round) / divisors.get(round));
    }
    return Summary.of(ratios);
  }

  /** Returns a contender's result of the last round. */
  public R last(C contender) {
    return results.get(contender).get(results.get(contender).size() - 1);
  }

  private List<Double> figures(C contender, ToDoubleFunction<R> figure) {
    return results.get(contender).stream().mapToDouble(figure).boxed().toList();
  }
}
