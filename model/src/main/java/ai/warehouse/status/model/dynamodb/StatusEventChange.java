package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects new values for texts of an event; no text can be removed.
 *
 * <p>Only texts can change: the other tables are computed from kind, locale, total and time.
 */
public final class StatusEventChange {
  private final Set<String> attributes =
      new HashSet<>(Set.of(Fields.PKG.name(), Fields.ENV.name(), Fields.VERSION.name()));
  private final StatusEvent.Builder partial;

  StatusEventChange(StatusEvent.Builder partial) {
    this.partial = partial;
  }

  /**
   * Sets the short text.
   *
   * @throws InvalidRecordException if the text is null or empty
   */
  public StatusEventChange message(String value) {
    partial.message(present(Fields.MESSAGE.name(), value));
    return this;
  }

  /**
   * Sets the long text.
   *
   * @throws InvalidRecordException if the text is null or empty
   */
  public StatusEventChange details(String value) {
    partial.details(present(Fields.DETAILS.name(), value));
    return this;
  }

  private String present(String attribute, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw new InvalidRecordException(RejectionReason.MISSING_FIELD, attribute, "is missing");
    }
    attributes.add(attribute);
    return value;
  }

  StatusEvent partial() {
    return partial.build();
  }

  Collection<String> attributes() {
    return attributes;
  }
}
