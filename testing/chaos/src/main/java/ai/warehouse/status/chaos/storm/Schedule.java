package ai.warehouse.status.chaos.storm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The faults of a storm.
 *
 * @param seconds the length of the storm
 * @param faults in the order of their beginnings; they may overlap
 */
public record Schedule(int seconds, List<PlannedFault> faults) {
  private static final int LEAST_GAP = 3;
  private static final int MOST_GAP = 11;

  /** Returns the same schedule for the same seed; every kind comes before one comes again. */
  public static Schedule of(long seed, int seconds) {
    Random random = new Random(seed);
    Deque<FaultKind> bag = new ArrayDeque<>();
    List<PlannedFault> faults = new ArrayList<>();
    for (int at = gap(random); at < seconds; at += gap(random)) {
      if (bag.isEmpty()) {
        List<FaultKind> kinds = new ArrayList<>(Arrays.asList(FaultKind.values()));
        Collections.shuffle(kinds, random);
        bag.addAll(kinds);
      }
      FaultKind kind = bag.pop();
      int length =
          kind.leastSeconds() + random.nextInt(kind.mostSeconds() - kind.leastSeconds() + 1);
      faults.add(new PlannedFault(at, kind, length, random.nextInt(Integer.MAX_VALUE)));
    }
    return new Schedule(seconds, List.copyOf(faults));
  }

  private static int gap(Random random) {
    return LEAST_GAP + random.nextInt(MOST_GAP - LEAST_GAP + 1);
  }
}
