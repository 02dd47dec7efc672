package ai.warehouse.status.chaos.storm;

/**
 * A fault of a schedule.
 *
 * @param atSecond the beginning, from that of the storm
 * @param seconds until it is healed
 * @param dice decides the rest: the party and the variant
 */
public record PlannedFault(int atSecond, FaultKind kind, int seconds, int dice) {
  @Override
  public String toString() {
    return "%4d s  %s, %d s (%d)".formatted(atSecond, kind.text(), seconds, dice);
  }
}
