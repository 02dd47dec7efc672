package ai.warehouse.status.api.cli;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import org.jspecify.annotations.Nullable;

/**
 * What a command asks about.
 *
 * @param version null for that of the head
 */
record Target(PackageKey key, @Nullable String version) {
  /** Returns the build, at a version that a head may give. */
  BuildKey at(String someVersion) {
    return new BuildKey(key.pkg(), key.env(), someVersion);
  }

  @Override
  public String toString() {
    return key.pkg() + " " + key.env() + (version == null ? "" : " " + version);
  }
}
