package ai.warehouse.status.service;

import java.util.Locale;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/** The part of {@code --help} that lists the configuration's keys. */
final class KeyReference {

  private KeyReference() {}

  static String print(SettingsSchema schema) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        Configuration keys. Each can be set, from weakest to strongest, in the file, in the
        environment (%s as %s, and so on) and with --set.
        """
            .formatted(
                CommonSettings.BOOTSTRAP_SERVERS,
                SettingsSchema.variableOf(CommonSettings.BOOTSTRAP_SERVERS)));
    for (ConfigKey key : schema.keys().values()) {
      text.append("\n  %s (%s, %s)\n".formatted(key.name, type(key), defaultOf(key)));
      text.append("      ").append(key.documentation).append('\n');
      if (key.validator != null && !key.validator.toString().isBlank()) {
        text.append("      Valid: ").append(key.validator).append('\n');
      }
    }
    for (String prefix : new TreeSet<>(schema.prefixes())) {
      text.append(
          "\n  %s*\n      Passed on to the library of that name, under its own names.\n"
              .formatted(prefix));
    }
    return text.toString();
  }

  private static String type(ConfigKey key) {
    return key.type.name().toLowerCase(Locale.ROOT);
  }

  private static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    if (key.defaultValue == null) {
      return "no default";
    }
    String text =
        key.type.isSensitive()
            ? Password.HIDDEN
            : ConfigDef.convertToString(key.defaultValue, key.type);
    return "default " + (text.isEmpty() ? "\"\"" : text);
  }
}
