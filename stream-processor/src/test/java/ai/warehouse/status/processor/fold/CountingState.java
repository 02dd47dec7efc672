package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;

/** Passes look-ups on and counts them by what they look for. */
final class CountingState implements StateView {
  private final StateView state;
  private int builds;
  private int locales;
  private int heads;
  private int positions;

  CountingState(StateView state) {
    this.state = state;
  }

  /** How often was looked for what. */
  record LookUps(int builds, int locales, int heads, int positions) {
    /** Returns the larger number of each. */
    LookUps max(LookUps other) {
      return new LookUps(
          Math.max(builds, other.builds),
          Math.max(locales, other.locales),
          Math.max(heads, other.heads),
          Math.max(positions, other.positions));
    }
  }

  LookUps lookUps() {
    return new LookUps(builds, locales, heads, positions);
  }

  @Override
  public BuildState build(BuildKey key) {
    builds++;
    return state.build(key);
  }

  @Override
  public LocaleState locale(BuildKey key, String locale) {
    locales++;
    return state.locale(key, locale);
  }

  @Override
  public HeadState head(PackageKey key) {
    heads++;
    return state.head(key);
  }

  @Override
  public Position before(PackageKey key, Position position) {
    positions++;
    return state.before(key, position);
  }

  @Override
  public Position after(PackageKey key, Position position) {
    positions++;
    return state.after(key, position);
  }
}
