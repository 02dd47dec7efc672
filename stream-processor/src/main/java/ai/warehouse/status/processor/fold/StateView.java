package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;

/** The state as the fold may read it; each look-up costs the same however much there is. */
public interface StateView {
  /** Returns a build's state; null if there is none. */
  BuildState build(BuildKey key);

  /**
   * Returns the state of a locale of a build; null if there is none.
   *
   * @param locale null for the unnamed one
   */
  LocaleState locale(BuildKey key, String locale);

  /** Returns a package's head; null if there is none. */
  HeadState head(PackageKey key);

  /** Returns the nearest position before that one in a package; null if there is none. */
  Position before(PackageKey key, Position position);

  /** Returns the nearest position after that one in a package; null if there is none. */
  Position after(PackageKey key, Position position);
}
