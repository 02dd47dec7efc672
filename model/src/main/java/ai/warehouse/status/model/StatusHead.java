package ai.warehouse.status.model;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest version of a package in an environment, and how far its build is (SPEC §2).
 *
 * @param version the head's version
 * @param previousVersion the version before it; null if the head is the first
 * @param total how many locale builds the head consists of; null while that is not known
 * @param progress whole percent, 0 to 100
 * @param createdAt when the head's build began
 * @param updatedAt when the head's build changed last
 * @param revision grows with each change of this record
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
   * @throws InvalidRecordException if one is missing or out of range
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

  /** Returns the head of a package whose latest build has that status. */
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

  /** Shows each field to a visitor. */
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

  /** Starts a record. */
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

    /** Sets the version before; null for none. */
    public Builder previousVersion(@Nullable String value) {
      previousVersion = value;
      return this;
    }

    /** Sets the number of locale builds; null while not known. */
    public Builder total(@Nullable Integer value) {
      total = value;
      return this;
    }

    /** Sets the whole percent. */
    public Builder progress(int value) {
      progress = value;
      return this;
    }

    /** Sets when the head's build began. */
    public Builder createdAt(Instant value) {
      createdAt = value;
      return this;
    }

    /** Sets when the head's build changed last. */
    public Builder updatedAt(Instant value) {
      updatedAt = value;
      return this;
    }

    /** Sets the count of changes. */
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
