package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Collects new values for attributes of a status; no attribute can be removed. */
public final class StatusChange {
  private final Set<String> attributes =
      new HashSet<>(
          Set.of(
              Fields.PKG.name(),
              Fields.ENV.name(),
              Fields.VERSION.name(),
              Fields.UPDATED_AT.name()));
  private final Status.Builder partial;

  StatusChange(BuildKey build, Instant updatedAt) {
    partial = Status.builder().key(build).createdAt(updatedAt).updatedAt(updatedAt);
  }

  /** Sets the time of the earliest event. */
  public StatusChange createdAt(Instant value) {
    partial.createdAt(value);
    return given(Fields.CREATED_AT.name());
  }

  /** Sets the number of locale builds. */
  public StatusChange total(int value) {
    partial.total(value);
    return given(Fields.TOTAL.name());
  }

  /** Sets the percentage, 0 to 100. */
  public StatusChange progress(int value) {
    partial.progress(value);
    return given(Fields.PROGRESS.name());
  }

  /** Sets whether all locale builds are complete. */
  public StatusChange complete(boolean value) {
    partial.complete(value);
    return given(Fields.COMPLETE.name());
  }

  /** Sets whether a locale, or the build as a whole, is failing. */
  public StatusChange error(boolean value) {
    partial.error(value);
    return given(Fields.ERROR.name());
  }

  /** Sets the previous version. */
  public StatusChange previousVersion(String value) {
    partial.previousVersion(Objects.requireNonNull(value, Fields.PREVIOUS_VERSION.name()));
    return given(Fields.PREVIOUS_VERSION.name());
  }

  private StatusChange given(String attribute) {
    attributes.add(attribute);
    return this;
  }

  Status partial() {
    return partial.build();
  }

  Collection<String> attributes() {
    return attributes;
  }
}
