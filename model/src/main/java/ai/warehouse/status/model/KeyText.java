package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;

import java.util.regex.Pattern;

/** Splits the text of a key into its names. */
final class KeyText {
  private static final Pattern SEPARATOR = Pattern.compile(String.valueOf(Rules.KEY_SEPARATOR));

  private KeyText() {}

  static String[] split(String text, int parts, String form) {
    String[] split = SEPARATOR.split(Fields.KEY.required(text), -1);
    if (split.length != parts) {
      throw new InvalidRecordException(
          INVALID_VALUE, Fields.KEY.name(), "is not of the form " + form);
    }
    return split;
  }
}
