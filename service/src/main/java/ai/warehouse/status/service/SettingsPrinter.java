package ai.warehouse.status.service;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * Prints settings as Java properties that can be read back (except for secrets, which are masked):
 * hence the source of a value stands on a line of its own, for properties have no comments behind
 * values.
 */
final class SettingsPrinter {

  private SettingsPrinter() {}

  static String print(
      SettingsSchema schema, Map<String, Object> values, Map<String, Sourced> given) {
    Map<String, String> lines = new TreeMap<>();
    values.forEach(
        (key, value) ->
            lines.put(key, ConfigDef.convertToString(value, schema.keys().get(key).type)));
    given.forEach((key, sourced) -> lines.putIfAbsent(key, sourced.value()));

    StringBuilder text = new StringBuilder();
    lines.forEach(
        (key, value) -> {
          Sourced sourced = given.get(key);
          text.append("# from ").append(sourced == null ? "the defaults" : sourced.source());
          // A null default cannot be written as a value.
          text.append(value == null ? "\n# " : "\n").append(escape(key, true)).append(" = ");
          if (value != null) {
            text.append(schema.isSecret(key) ? Password.HIDDEN : escape(value, false));
          }
          text.append('\n');
        });
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
