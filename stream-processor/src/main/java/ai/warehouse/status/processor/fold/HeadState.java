package ai.warehouse.status.processor.fold;

/**
 * Which version is the head of a package.
 *
 * @param version the head's version; null before any build
 * @param revision that of the latest change of the head's record
 */
public record HeadState(String version, long revision) {
  /** The state before any build. */
  static final HeadState NONE = new HeadState(null, 0);
}
