package ai.warehouse.status.model;

/**
 * Identifies a build: a package in an environment at a version. The text form {@code
 * pkg!env!version} is the key of records and items (SPEC §2).
 */
public record BuildKey(String pkg, String env, String version) {
  /**
   * Checks the three names (SPEC §1).
   *
   * @throws InvalidRecordException if a name is missing or breaks its rule
   */
  public BuildKey {
    Fields.PKG.required(pkg);
    Fields.ENV.required(env);
    Fields.VERSION.required(version);
  }

  /**
   * Parses {@code pkg!env!version}.
   *
   * @throws InvalidRecordException if the text is not of that form
   */
  public static BuildKey parse(String text) {
    String[] parts = KeyText.split(text, 3, "pkg!env!version");
    return new BuildKey(parts[0], parts[1], parts[2]);
  }

  /** Returns the package and environment of this build. */
  public PackageKey packageKey() {
    return new PackageKey(pkg, env);
  }

  // With 31 as the factor, package-01 at 1.1 would collide with package-00 at 1.2.
  @Override
  public int hashCode() {
    return (pkg.hashCode() * 0x9E3779B1 + env.hashCode()) * 0x85EBCA6B + version.hashCode();
  }

  /** Returns the text form {@code pkg!env!version}. */
  @Override
  public String toString() {
    return pkg + Rules.KEY_SEPARATOR + env + Rules.KEY_SEPARATOR + version;
  }
}
