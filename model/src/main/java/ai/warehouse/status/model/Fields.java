package ai.warehouse.status.model;

import ai.warehouse.status.model.Field.Form;
import java.time.Instant;
import java.util.UUID;

/** All fields of all records. This is the only place for their names, forms, limits and rules. */
public final class Fields {
  public static final Field<String> KEY = Field.of("key", String.class, Form.REQUIRED, Rules::any);
  public static final Field<String> PKG = name("pkg");
  public static final Field<String> NAME = name("name");
  public static final Field<String> ENV = name("env");
  public static final Field<String> VERSION = name("version");
  public static final Field<String> PREVIOUS_VERSION = name("previousVersion");
  public static final Field<UUID> EVENT_ID =
      Field.of("eventId", UUID.class, Form.OPTIONAL, Rules::id);
  public static final Field<String> EVENT_TYPE =
      Field.of("eventType", String.class, Form.OPTIONAL, Rules::any);
  public static final Field<String> LOCALE = text("locale", 128);
  public static final Field<Boolean> ERROR = flag("error");
  public static final Field<String> MESSAGE = freeText("message");
  public static final Field<String> DETAILS = freeText("details");
  public static final Field<Boolean> DETAILS_TRUNCATED =
      Field.of("detailsTruncated", Boolean.class, Form.ITEM_ONLY, Rules::any);
  public static final Field<Integer> TOTAL =
      Field.of("total", Integer.class, Form.OPTIONAL, Rules::notNegative);
  public static final Field<Instant> CREATED_AT = time("createdAt");
  public static final Field<Instant> UPDATED_AT = time("updatedAt");
  public static final Field<Integer> PROGRESS =
      Field.of("progress", Integer.class, Form.REQUIRED, Rules::percent);
  public static final Field<Boolean> COMPLETE = flag("complete");
  public static final Field<Long> COUNT = number("count");
  public static final Field<Long> REVISION = number("revision");

  /**
   * When DynamoDB may delete an event, in seconds since 1970; an attribute that only the sink
   * writes.
   */
  public static final Field<Long> EXPIRES_AT = number("expiresAt");

  private Fields() {}

  /** A part of a key, or another version: not blank, no control characters, no '!'. */
  private static Field<String> name(String name) {
    return Field.limited(name, 512, Rules::name);
  }

  /** A line of text without control characters, where a blank one is none. */
  private static Field<String> text(String name, int maxBytes) {
    return Field.limited(name, maxBytes, Rules::line);
  }

  /** Any text, where the empty one is none. */
  private static Field<String> freeText(String name) {
    return Field.of(name, String.class, Form.FREE_TEXT, Rules::freeText);
  }

  private static Field<Boolean> flag(String name) {
    return Field.of(name, Boolean.class, Form.OPTIONAL, Rules::any);
  }

  private static Field<Instant> time(String name) {
    return Field.of(name, Instant.class, Form.OPTIONAL, Rules::time);
  }

  private static Field<Long> number(String name) {
    return Field.of(name, Long.class, Form.REQUIRED, Rules::notNegative);
  }
}
