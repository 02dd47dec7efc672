package ai.warehouse.status.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The number of completed locales of a build (SPEC §2).
 *
 * @param count number of distinct locales with a complete event
 * @param revision place in the log of the event that changed this record last; grows with each
 *     change (SPEC §4)
 */
public record StatusCounter(BuildKey key, long count, long revision) {
  /**
   * Checks the fields.
   *
   * @throws InvalidRecordException if a field is missing or negative
   */
  public StatusCounter {
    Rules.present(Fields.KEY.name(), key);
    count = Fields.COUNT.required(count);
    revision = Fields.REVISION.required(revision);
  }

  /** Passes each field to a visitor, in the order of the JSON form. */
  public static void eachField(FieldVisitor<StatusCounter, Builder> visitor) {
    visitor.build(StatusCounter::key, Builder::key);
    visitor.field(Fields.COUNT, StatusCounter::count, Builder::count);
    visitor.field(Fields.REVISION, StatusCounter::revision, Builder::revision);
  }

  /** Returns a copy with some fields changed. */
  public StatusCounter with(Consumer<Builder> change) {
    Builder copy = builder();
    eachField(new FieldCopy<>(this, copy));
    change.accept(copy);
    return copy.build();
  }

  /** Returns a builder without values. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the fields of a counter. */
  public static final class Builder {
    private @Nullable BuildKey key;
    private long count;
    private long revision;

    private Builder() {}

    /** Sets the build. */
    public Builder key(BuildKey value) {
      key = value;
      return this;
    }

    /** Sets the number of completed locales. */
    public Builder count(long value) {
      count = value;
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
     * @throws InvalidRecordException if a field is missing or negative
     */
    @SuppressWarnings("NullAway") // the record checks what is missing
    public StatusCounter build() {
      return new StatusCounter(key, count, revision);
    }
  }
}
