package ai.warehouse.status.service;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/**
 * Merges the layers of a configuration: later calls override earlier ones, and {@link #load} adds
 * defaults and validates. Every refusal is a {@link ConfigurationException}.
 */
final class SettingsLoader {

  // Each part of a file that was put together of several may begin with one.
  private static final Pattern BYTE_ORDER_MARK = Pattern.compile("(?m)^\uFEFF");

  private final SettingsSchema schema;
  private final Map<String, Sourced> given = new TreeMap<>();

  SettingsLoader(SettingsSchema schema) {
    this.schema = schema;
  }

  /**
   * @param file Java properties in UTF-8, with or without a byte order mark
   */
  SettingsLoader file(Path file) {
    Properties properties = new Properties();
    try {
      String text = Files.readString(file);
      // UTF-16 of plain English is well-formed UTF-8, with zeros in it.
      if (text.indexOf('\0') >= 0) {
        throw new CharacterCodingException();
      }
      properties.load(new StringReader(BYTE_ORDER_MARK.matcher(text).replaceAll("")));
    } catch (NoSuchFileException e) {
      throw new ConfigurationException("File " + file + " does not exist", e);
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new ConfigurationException("File " + file + " is not Java properties in UTF-8", e);
    } catch (IOException e) {
      throw new ConfigurationException("File " + file + " cannot be read: " + e.getMessage(), e);
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      put(key, properties.getProperty(key), "file " + file);
    }
    return this;
  }

  /**
   * @param variables all of the environment; those without our prefix are none of our business, and
   *     an empty one counts as absent, as Compose makes such of {@code ${X:-}}
   */
  SettingsLoader environment(Map<String, String> variables) {
    new TreeMap<>(variables)
        .forEach(
            (variable, value) -> {
              if (variable.startsWith(SettingsSchema.VARIABLE_PREFIX) && !value.isEmpty()) {
                String key =
                    schema
                        .keyOf(variable)
                        .orElseThrow(
                            () ->
                                new ConfigurationException(
                                    "Environment variable " + variable + " matches no key"));
                put(key, value, "environment variable " + variable);
              }
            });
    return this;
  }

  /**
   * @param assignments {@code KEY=VALUE} each; of two for one key the later counts
   */
  SettingsLoader commandLine(List<String> assignments) {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        // Not quoted back: a secret may have been put there by mistake.
        throw new ConfigurationException("An argument of --set is not KEY=VALUE");
      }
      put(
          assignment.substring(0, equals).strip(),
          assignment.substring(equals + 1),
          "the command line");
    }
    return this;
  }

  SettingsLoader values(Map<String, String> values, String source) {
    new TreeMap<>(values).forEach((key, value) -> put(key, value, source));
    return this;
  }

  private void put(String key, String value, String source) {
    schema
        .whyRemoved(key)
        .ifPresent(
            why -> {
              throw new ConfigurationException(
                  "Key '%s' in %s is no longer a setting: %s".formatted(key, source, why));
            });
    if (!schema.isKnown(key)) {
      throw new ConfigurationException("Unknown key '" + key + "' in " + source);
    }
    if (schema.isSecret(key, value)) {
      Secrets.remember(value);
    }
    given.put(key, new Sourced(value, source));
  }

  Settings load() {
    Map<String, Object> parsed = new TreeMap<>();
    schema.keys().forEach((name, key) -> parsed.put(name, parse(key)));
    return new Settings(schema, parsed, given);
  }

  private Object parse(ConfigKey key) {
    Sourced sourced = given.get(key.name);
    if (sourced == null) {
      if (!key.hasDefault()) {
        throw new ConfigurationException(
            "Missing required key %s: give it in the file, as %s or with --set"
                .formatted(key.name, SettingsSchema.variableOf(key.name)));
      }
      return key.defaultValue;
    }
    return parse(key.name, key, sourced, schema.isSecret(key.name, sourced.value()));
  }

  /**
   * Parses a value.
   *
   * @param name as it was given, for the message
   * @throws ConfigurationException if it is bad; a secret is not quoted
   */
  static Object parse(String name, ConfigKey key, Sourced sourced, boolean secret) {
    try {
      Object value = ConfigDef.parseType(name, sourced.value(), key.type);
      if (key.validator != null) {
        key.validator.ensureValid(name, value);
      }
      return value instanceof List<?> list ? List.copyOf(list) : value;
    } catch (ConfigException e) {
      if (secret) {
        // Without message and cause: both may quote the value.
        throw new ConfigurationException(
            "Invalid value [hidden] for configuration %s (from %s)"
                .formatted(name, sourced.source()));
      }
      throw new ConfigurationException(
          "%s (from %s)".formatted(e.getMessage(), sourced.source()), e);
    }
  }
}
