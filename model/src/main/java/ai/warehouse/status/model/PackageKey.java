package ai.warehouse.status.model;

/**
 * Identifies a package in an environment. The text form {@code pkg!env} is the key of records and
 * items (SPEC §2).
 */
public record PackageKey(String pkg, String env) {
  /**
   * Checks both names (SPEC §1).
   *
   * @throws InvalidRecordException if a name is missing or breaks its rule
   */
  public PackageKey {
    Fields.PKG.required(pkg);
    Fields.ENV.required(env);
  }

  /**
   * Parses {@code pkg!env}.
   *
   * @throws InvalidRecordException if the text is not of that form
   */
  public static PackageKey parse(String text) {
    String[] parts = KeyText.split(text, 2, "pkg!env");
    return new PackageKey(parts[0], parts[1]);
  }

  /** Returns the text form {@code pkg!env}. */
  @Override
  public String toString() {
    return pkg + Rules.KEY_SEPARATOR + env;
  }
}
