package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

/**
 * A value as written, and where it was written in words a message can end with.
 *
 * @param value unparsed, possibly secret
 * @param source such as {@code environment variable X}
 */
record Sourced(String value, String source) {

  Sourced {
    requireNonNull(value, "value");
    requireNonNull(source, "source");
  }

  /** Leaves the value out, which may be secret. */
  @Override
  public String toString() {
    return "value from " + source;
  }
}
