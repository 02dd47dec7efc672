package ai.warehouse.status.model;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest version of a package in an environment, and the progress of its build (SPEC §2).
 *
 * @param version the head's version
 * @param previousVersion the version before the head; null if the head is the first
 * @param total number of locale builds of the head; null while unknown
 * @param progress percentage of complete locale builds, 0 to 100
 * @param createdAt the earliest time of the head's events
 * @param updatedAt the time of the latest change of the head's build
 * @param revision place in the log of the event that changed this record last; grows with each
 *     change (SPEC §4)
 */
public record StatusHead(
    PackageKey key,
    String version,
    @Nullable String previousVersion,
    @Nullable Integer total,
    int progress,
    Instant createdAt,
    Instant updatedAt,
    long revision) {
  /**
   * Checks the fields.
   *
   * @throws InvalidRecordException if a field is missing or out of range
   */
  public StatusHead {
    Rules.present(Fields.KEY.name(), key);
    version = Fields.VERSION.required(version);
    previousVersion = Fields.PREVIOUS_VERSION.optional(previousVersion);
    total = Fields.TOTAL.optional(total);
    progress = Fields.PROGRESS.required(progress);
    createdAt = Fields.CREATED_AT.required(createdAt);
    updatedAt = Fields.UPDATED_AT.required(updatedAt);
    revision = Fields.REVISION.required(revision);
  }

  /** Returns the head of a package whose latest build has the given status. */
  public static StatusHead of(Status status, long revision) {
    return builder()
        .key(status.key().packageKey())
        .version(status.key().version())
        .previousVersion(status.previousVersion())
        .total(status.total())
        .progress(status.progress())
        .createdAt(status.createdAt())
        .updatedAt(status.updatedAt())
        .revision(revision)
        .build();
  }

  /** Passes each field to a visitor, in the order of the JSON form. */
  public static void eachField(FieldVisitor<StatusHead, Builder> visitor) {
    visitor.packageKey(StatusHead::key, Builder::key);
    visitor.field(Fields.VERSION, StatusHead::version, Builder::version);
    visitor.field(Fields.PREVIOUS_VERSION, StatusHead::previousVersion, Builder::previousVersion);
    visitor.field(Fields.TOTAL, StatusHead::total, Builder::total);
    visitor.field(Fields.PROGRESS, StatusHead::progress, Builder::progress);
    visitor.field(Fields.CREATED_AT, StatusHead::createdAt, Builder::createdAt);
    visitor.field(Fields.UPDATED_AT, StatusHead::updatedAt, Builder::updatedAt);
    visitor.field(Fields.REVISION, StatusHead::revision, Builder::revision);
  }

  /** Returns a copy with some fields changed. */
  public StatusHead with(Consumer<Builder> change) {
    Builder copy = builder();
    eachField(new FieldCopy<>(this, copy));
    change.accept(copy);
    return copy.build();
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the fields of a head. */
  public static final class Builder {
    private @Nullable PackageKey key;
    private @Nullable String version;
    private @Nullable String previousVersion;
    private @Nullable Integer total;
    private int progress;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private long revision;

    private Builder() {}

    /** Sets the package and environment. */
    public Builder key(PackageKey value) {
      key = value;
      return this;
    }

    /** Sets the head's version. */
    public Builder version(String value) {
      version = value;
      return this;
    }

    /** Sets the previous version; null for none. */
    public Builder previousVersion(@Nullable String value) {
      previousVersion = value;
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

    /** Sets the earliest time of the head's events. */
    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    /** Sets the time of the latest change of the head's build. */
    public Builder updatedAt(Instant value) {
      updatedAt = value;
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
    public StatusHead build() {
      return new StatusHead(
          key, version, previousVersion, total, progress, createdAt, updatedAt, revision);
    }
  }
}
