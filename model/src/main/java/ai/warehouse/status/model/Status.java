package ai.warehouse.status.model;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The status of a build (SPEC §2).
 *
 * @param createdAt the earliest time of its events
 * @param updatedAt the latest time of its queued, error and complete events; {@code createdAt} if
 *     it has none
 * @param total number of locale builds; null while unknown
 * @param progress percentage of complete locale builds, 0 to 100
 * @param complete whether all locale builds are complete
 * @param error whether a locale, or the build as a whole, is failing
 * @param previousVersion the version before this one in package and environment; null for the first
 * @param revision place in the log of the event that changed this record last; grows with each
 *     change (SPEC §4)
 */
public record Status(
    BuildKey key,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Integer total,
    int progress,
    boolean complete,
    boolean error,
    @Nullable String previousVersion,
    long revision) {
  /**
   * Checks the fields.
   *
   * @throws InvalidRecordException if a field is missing or out of range
   */
  public Status {
    Rules.present(Fields.KEY.name(), key);
    createdAt = Fields.CREATED_AT.required(createdAt);
    updatedAt = Fields.UPDATED_AT.required(updatedAt);
    total = Fields.TOTAL.optional(total);
    progress = Fields.PROGRESS.required(progress);
    previousVersion = Fields.PREVIOUS_VERSION.optional(previousVersion);
    revision = Fields.REVISION.required(revision);
  }

  /** Passes each field to a visitor, in the order of the JSON form. */
  public static void eachField(FieldVisitor<Status, Builder> visitor) {
    visitor.build(Status::key, Builder::key);
    visitor.field(Fields.CREATED_AT, Status::createdAt, Builder::createdAt);
    visitor.field(Fields.UPDATED_AT, Status::updatedAt, Builder::updatedAt);
    visitor.field(Fields.TOTAL, Status::total, Builder::total);
    visitor.field(Fields.PROGRESS, Status::progress, Builder::progress);
    visitor.field(Fields.COMPLETE, Status::complete, Builder::complete);
    visitor.field(Fields.ERROR, Status::error, Builder::error);
    visitor.field(Fields.PREVIOUS_VERSION, Status::previousVersion, Builder::previousVersion);
    visitor.field(Fields.REVISION, Status::revision, Builder::revision);
  }

  /** Returns a copy with some fields changed. */
  public Status with(Consumer<Builder> change) {
    Builder copy = builder();
    eachField(new FieldCopy<>(this, copy));
    change.accept(copy);
    return copy.build();
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the fields of a status. */
  public static final class Builder {
    private @Nullable BuildKey key;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Integer total;
    private int progress;
    private boolean complete;
    private boolean error;
    private @Nullable String previousVersion;
    private long revision;

    private Builder() {}

    /** Sets the build. */
    public Builder key(BuildKey value) {
      key = value;
      return this;
    }

    /** Sets the time of the earliest event. */
    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    /** Sets the time of the latest change. */
    public Builder updatedAt(Instant value) {
      updatedAt = value;
      return this;
    }

    /** Sets the number of locale builds; null while unknown. */
    public Builder total(@Nullable Integer value) {
      total = value;
      return this;
    }

    /** Sets the percentage, 0 to 100. */
    public Builder progress(int value) {
      progress = value;
      return this;
    }

    /** Sets whether all locale builds are complete. */
    public Builder complete(boolean value) {
      complete = value;
      return this;
    }

    /** Sets whether a locale, or the build as a whole, is failing. */
    public Builder error(boolean value) {
      error = value;
      return this;
    }

    /** Sets the previous version; null for the first. */
    public Builder previousVersion(@Nullable String value) {
      previousVersion = value;
      return this;
    }

    /** Sets the place in the log of the latest change. */
    public Builder revision(long value) {
      revision = value;
      return this;
    }

    /**
     * Creates the record.
     *
     * @throws InvalidRecordException if a field is missing or out of range
     */
    @SuppressWarnings("NullAway") // the record checks what is missing
    public Status build() {
      return new Status(
          key, createdAt, updatedAt, total, progress, complete, error, previousVersion, revision);
    }
  }
}
