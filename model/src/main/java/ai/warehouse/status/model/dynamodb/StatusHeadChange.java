package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.StatusHead;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Collects new values for attributes of a head; no attribute can be removed. */
public final class StatusHeadChange {
  private final Set<String> attributes =
      new HashSet<>(
          Set.of(
              Fields.PKG.name(),
              Fields.ENV.name(),
              Fields.VERSION.name(),
              Fields.UPDATED_AT.name()));
  private final StatusHead.Builder partial;

  StatusHeadChange(BuildKey build, Instant updatedAt) {
    partial =
        StatusHead.builder()
            .key(build.packageKey())
            .version(build.version())
            .createdAt(updatedAt)
            .updatedAt(updatedAt);
  }

  /** Sets the earliest time of the head's events. */
  public StatusHeadChange createdAt(Instant value) {
    partial.createdAt(value);
    return given(Fields.CREATED_AT.name());
  }

  /** Sets the number of locale builds. */
  public StatusHeadChange total(int value) {
    partial.total(value);
    return given(Fields.TOTAL.name());
  }

  /** Sets the percentage, 0 to 100. */
  public StatusHeadChange progress(int value) {
    partial.progress(value);
    return given(Fields.PROGRESS.name());
  }

  /** Sets the previous version. */
  public StatusHeadChange previousVersion(String value) {
    partial.previousVersion(Objects.requireNonNull(value, Fields.PREVIOUS_VERSION.name()));
    return given(Fields.PREVIOUS_VERSION.name());
  }

  private StatusHeadChange given(String attribute) {
    attributes.add(attribute);
    return this;
  }

  StatusHead partial() {
    return partial.build();
  }

  Collection<String> attributes() {
    return attributes;
  }
}
