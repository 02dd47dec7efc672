package ai.warehouse.status.processor.fold;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** All of a package's state, for {@link PackageSettler}; its cost grows with the package. */
public interface PackageView {
  /** Returns the builds of a package by version, in the order of the versions' code points. */
  Map<String, BuildState> builds(PackageKey key);

  /** Shows the locales of a build and their states, the unnamed one as null. */
  void eachLocale(BuildKey key, BiConsumer<String, LocaleState> visitor);

  /** Returns a package's head; null if there is none. */
  HeadState head(PackageKey key);

  /** Returns the places of a package's builds, as far as they are known. */
  List<Position> positions(PackageKey key);
}
