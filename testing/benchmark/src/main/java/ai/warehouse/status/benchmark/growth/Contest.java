package ai.warehouse.status.benchmark.growth;

import ai.warehouse.status.benchmark.Spread;
import ai.warehouse.status.model.StatusEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Two worlds take turns at events of one kind; how much more do they cost in the larger one? */
final class Contest {
  private static final int WARM_UP_ROUNDS = 2;

  private final Contender small;
  private final Contender large;
  private final int rounds;
  private final int eventsPerTurn;

  /** A world and the events that happen in it. */
  record Contender(String name, World world, Supplier<StatusEvent> events) {
    private Cost turn(int count) {
      Cost sum = Cost.NONE;
      for (int left = count; left > 0; left -= Fleet.EVENTS_PER_COMMIT) {
        sum = sum.plus(world.fold(Fleet.take(Math.min(left, Fleet.EVENTS_PER_COMMIT), events)));
      }
      return sum;
    }
  }

  /**
   * What a contest says, as the larger world's cost divided by the smaller one's.
   *
   * @param cpu of the folding thread
   * @param written ratio of bytes to the changelogs; null without changelogs
   * @param writtenSmall bytes an event to the changelogs in the smaller world
   */
  public record Outcome(
      String fold,
      String question,
      String small,
      String large,
      Spread time,
      Spread cpu,
      Spread allocated,
      Spread written,
      double allocatedSmall,
      double allocatedLarge,
      double writtenSmall,
      double writtenLarge) {}

  Contest(Contender small, Contender large, int rounds, int eventsPerTurn) {
    this.small = small;
    this.large = large;
    this.rounds = rounds;
    this.eventsPerTurn = eventsPerTurn;
  }

  Outcome run(String fold, String question) {
    List<Cost> ofSmall = new ArrayList<>();
    List<Cost> ofLarge = new ArrayList<>();
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      boolean smallFirst = round % 2 == 0;
      Cost first = (smallFirst ? small : large).turn(eventsPerTurn);
      Cost second = (smallFirst ? large : small).turn(eventsPerTurn);
      if (round >= 0) {
        ofSmall.add(smallFirst ? first : second);
        ofLarge.add(smallFirst ? second : first);
      }
    }
    double events = (double) rounds * eventsPerTurn;
    Cost sumSmall = ofSmall.stream().reduce(Cost.NONE, Cost::plus);
    Cost sumLarge = ofLarge.stream().reduce(Cost.NONE, Cost::plus);
    return new Outcome(
        fold,
        question,
        small.name(),
        large.name(),
        ratios(ofLarge, ofSmall, Cost::nanos),
        ratios(ofLarge, ofSmall, Cost::cpuNanos),
        ratios(ofLarge, ofSmall, Cost::allocated),
        sumSmall.written() == 0 ? null : ratios(ofLarge, ofSmall, Cost::written),
        sumSmall.allocated() / events,
        sumLarge.allocated() / events,
        sumSmall.written() / events,
        sumLarge.written() / events);
  }

  private static Spread ratios(
      List<Cost> dividends, List<Cost> divisors, ToLongFunction<Cost> amount) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < dividends.size(); i++) {
      ratios.add(
          (double) amount.applyAsLong(dividends.get(i)) / amount.applyAsLong(divisors.get(i)));
    }
    return Spread.of(ratios);
  }
}
