package ai.warehouse.status.chaos.storm;

/**
 * A fault of a schedule.
 *
 * @param atSecond when it begins, from the storm's beginning
 * @param seconds until it is healed
 * @param dice decides the rest: whom it strikes, and how
 */
public record PlannedFault(int atSecond, FaultKind kind, int seconds, int dice) {
  /** Returns the same, healed after so many seconds at the latest. */
  PlannedFault atMost(int most) {
    return new PlannedFault(atSecond, kind, Math.min(seconds, most), dice);
  }

  @Override
  public String toString() {
    return "%4d s  %s, %d s (%d)".formatted(atSecond, kind.text(), seconds, dice);
  }
}
