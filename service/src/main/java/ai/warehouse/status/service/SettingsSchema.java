package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.jspecify.annotations.Nullable;

/** Which keys a service knows, how they are named in the environment, and which are secret. */
final class SettingsSchema {

  static final String VARIABLE_PREFIX = "WAREHOUSE_STATUS_";

  private final Map<String, ConfigKey> keys = new TreeMap<>();
  private final Map<String, String> removed = new HashMap<>();
  private final Set<String> prefixes;
  private final Map<String, String> keysByVariable = new HashMap<>();

  /**
   * @param definition an internal key in it was a setting of an earlier version, and is refused
   *     with its documentation as the reason
   * @param prefixes of keys that are passed on unvalidated, each ending with a dot
   * @throws IllegalArgumentException if a prefix has another form or two keys share a variable
   */
  SettingsSchema(ConfigDef definition, Set<String> prefixes) {
    for (ConfigKey key : definition.configKeys().values()) {
      if (key.internalConfig) {
        removed.put(key.name, key.documentation);
      } else {
        keys.put(key.name, key);
      }
    }
    this.prefixes = Set.copyOf(prefixes);
    for (String prefix : prefixes) {
      if (!prefix.matches("[a-z0-9]+(\\.[a-z0-9]+)*\\.")) {
        throw new IllegalArgumentException(
            "Pass-through prefix '" + prefix + "' is not lower-case words, each with its dot");
      }
    }
    for (String key : definition.names()) {
      String other = keysByVariable.put(variableOf(key), key);
      if (other != null) {
        throw new IllegalArgumentException(
            "Keys " + other + " and " + key + " have the same environment variable");
      }
    }
  }

  /** The declared keys, sorted by name. */
  Map<String, ConfigKey> keys() {
    return Collections.unmodifiableMap(keys);
  }

  /** One of them. */
  ConfigKey key(String name) {
    return requireNonNull(keys.get(name), name);
  }

  Set<String> prefixes() {
    return prefixes;
  }

  boolean isKnown(String key) {
    return keys.containsKey(key) || prefixOf(key).isPresent();
  }

  /** Why a key of an earlier version is no longer one, empty for any other key. */
  Optional<String> whyRemoved(String key) {
    return Optional.ofNullable(removed.get(key));
  }

  /** The longest pass-through prefix of an undeclared key, so that no key is passed on twice. */
  Optional<String> prefixOf(String key) {
    if (keys.containsKey(key)) {
      return Optional.empty();
    }
    return prefixes.stream()
        .filter(prefix -> key.startsWith(prefix) && key.length() > prefix.length())
        .max(Comparator.comparingInt(String::length));
  }

  /**
   * @param value as given; null if there is none
   */
  boolean isSecret(String key, @Nullable String value) {
    ConfigKey declared = keys.get(key);
    return declared != null
        ? declared.type.isSensitive()
        : Secrets.looksSecret(key) || (value != null && Secrets.holdsSecret(value));
  }

  static String variableOf(String key) {
    return VARIABLE_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * The known key that an environment variable with our prefix stands for, or the removed one;
   * empty if none.
   */
  Optional<String> keyOf(String variable) {
    String declared = keysByVariable.get(variable);
    if (declared != null) {
      return Optional.of(declared);
    }
    String key =
        variable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    return prefixOf(key).map(prefix -> key);
  }
}
