package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
import ai.warehouse.status.model.PackageKey;

/** Passes look-ups on and counts them by what they look for. */
final class CountingState implements StateView {
  private final StateView state;
  private int builds;
  private int locales;
  private int neighbours;

  CountingState(StateView state) {
    this.state = state;
  }

  /** How often was looked for what. */
  record LookUps(int builds, int locales, int neighbours) {
    /** Returns the larger number of each. */
    LookUps max(LookUps other) {
      return new LookUps(
          Math.max(builds, other.builds),
          Math.max(locales, other.locales),
          Math.max(neighbours, other.neighbours));
    }
  }

  LookUps lookUps() {
    return new LookUps(builds, locales, neighbours);
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
  public BuildOrder before(PackageKey key, BuildOrder place) {
    neighbours++;
    return state.before(key, place);
  }

  @Override
  public BuildOrder after(PackageKey key, BuildOrder place) {
    neighbours++;
    return state.after(key, place);
  }
}
