package ai.warehouse.status.model;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A field of records: the name on topics and in tables, the form, and the rule for values (SPEC §1
 * and §2).
 *
 * @param <V> the type of the values: String, Integer, Long, Boolean, Instant or UUID
 */
public final class Field<V> {
  private final String name;
  private final Class<V> type;
  private final Form form;
  private final OptionalInt maxBytes;
  private final Rule<V> rule;

  /** Whether and how JSON has a field. */
  public enum Form {
    /** May be absent or null. */
    OPTIONAL,
    /** Must be present; only items of the old package may lack the field. */
    REQUIRED,
    /** May be absent or null; of a JSON value that is no string the JSON text is kept. */
    FREE_TEXT,
    /** Not in JSON; in items where the value is true. */
    ITEM_ONLY
  }

  /** Checks values. */
  interface Rule<V> {
    /** Returns the value as records keep it; null if the value stands for none. */
    @Nullable V check(String field, V value);
  }

  private Field(String name, Class<V> type, Form form, OptionalInt maxBytes, Rule<V> rule) {
    this.name = name;
    this.type = type;
    this.form = form;
    this.maxBytes = maxBytes;
    this.rule = rule;
  }

  static <V> Field<V> of(String name, Class<V> type, Form form, Rule<V> rule) {
    return new Field<>(name, type, form, OptionalInt.empty(), rule);
  }

  static Field<String> limited(String name, int maxBytes, Rule<String> rule) {
    return new Field<>(
        name,
        String.class,
        Form.OPTIONAL,
        OptionalInt.of(maxBytes),
        (field, value) -> Rules.atMost(maxBytes, field, rule.check(field, value)));
  }

  /** Returns the name as in JSON and in items. */
  public String name() {
    return name;
  }

  /** Returns the type of the values. */
  public Class<V> type() {
    return type;
  }

  /** Returns whether and how JSON has the field. */
  public Form form() {
    return form;
  }

  /** Returns the limit of a text in bytes of UTF-8; empty for none. */
  public OptionalInt maxBytes() {
    return maxBytes;
  }

  /**
   * Checks a value that every record has, and returns the value as records keep it.
   *
   * @throws InvalidRecordException if the value is missing or breaks the rule
   */
  V required(@Nullable V value) {
    return Rules.present(name, optional(value));
  }

  /**
   * Checks a value that a record may lack, and returns the value as records keep it; null for none.
   *
   * @throws InvalidRecordException if the value breaks the rule
   */
  @Nullable V optional(@Nullable V value) {
    return value == null ? null : rule.check(name, value);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
