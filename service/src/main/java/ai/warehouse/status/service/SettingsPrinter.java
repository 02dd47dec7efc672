package ai.warehouse.status.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * Prints settings as Java properties that can be read back (except for secrets, which are masked):
 * hence the source of a value stands on a line of its own, for properties have no comments behind
 * values.
 */
final class SettingsPrinter {

  private SettingsPrinter() {}

  /**
   * One key as it may be shown.
   *
   * @param value masked if it is secret; null if it has none
   * @param source where it was written
   */
  record Line(String key, @Nullable String value, String source) {}

  /** All keys, sorted by name, secrets masked. */
  static List<Line> lines(
      SettingsSchema schema, Map<String, Object> values, Map<String, Sourced> given) {
    Map<String, String> all = new TreeMap<>();
    values.forEach(
        (key, value) -> all.put(key, ConfigDef.convertToString(value, schema.key(key).type)));
    given.forEach((key, sourced) -> all.putIfAbsent(key, sourced.value()));
    List<Line> lines = new ArrayList<>();
    all.forEach(
        (key, value) -> {
          Sourced sourced = given.get(key);
          lines.add(
              new Line(
                  key,
                  value == null ? null : shown(schema, key, value),
                  sourced == null ? "the defaults" : sourced.source()));
        });
    return lines;
  }

  private static String shown(SettingsSchema schema, String key, String value) {
    return schema.isSecret(key, value) ? Password.HIDDEN : Secrets.maskLogin(value);
  }

  static String print(List<Line> lines) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append("# from ").append(line.source());
      // A null default cannot be written as a value.
      text.append(line.value() == null ? "\n# " : "\n");
      text.append(escape(line.key(), true)).append(" = ");
      text.append(line.value() == null ? "" : escape(line.value(), false)).append('\n');
    }
    return text.toString();
  }

  private static String escape(String text, boolean isKey) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        escaped.append(String.format("\\u%04x", (int) c));
      } else {
        boolean special = isKey ? " \\:=#!".indexOf(c) >= 0 : c == '\\' || (c == ' ' && i == 0);
        escaped.append(special ? "\\" : "").append(c);
      }
    }
    return escaped.toString();
  }
}
