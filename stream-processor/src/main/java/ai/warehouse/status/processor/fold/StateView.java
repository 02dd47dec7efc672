package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.LocaleState;
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

  /** Returns the last build of a package before a place in their order; null if there is none. */
  BuildOrder before(PackageKey key, BuildOrder place);

  /** Returns the first build of a package after a place in their order; null if there is none. */
  BuildOrder after(PackageKey key, BuildOrder place);
}
