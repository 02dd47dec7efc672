package ai.warehouse.status.service;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;

/**
 * The validated, immutable configuration of one service.
 *
 * <p>The getters return null only for a key whose default is null, and throw {@link
 * IllegalArgumentException} for a key that is not declared or has another type: that is a mistake
 * in the program, not in the configuration.
 */
public final class Settings {

  private final SettingsSchema schema;
  private final Map<String, Object> values;
  private final Map<String, Sourced> given;

  Settings(SettingsSchema schema, Map<String, Object> values, Map<String, Sourced> given) {
    this.schema = schema;
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    this.given = Collections.unmodifiableMap(new TreeMap<>(given));
  }

  /**
   * Settings from values in the program, for tests and for services started inside another process;
   * neither file nor environment is looked at.
   *
   * @param passThroughPrefixes of keys that are passed on unvalidated, each ending with a dot
   * @throws ConfigurationException if a key is unknown or missing or a value is bad
   */
  public static Settings of(
      ConfigDef definition, Set<String> passThroughPrefixes, Map<String, String> values) {
    return new SettingsLoader(new SettingsSchema(definition, passThroughPrefixes))
        .values(values, "the program")
        .load();
  }

  public String getString(String key) {
    return get(key, String.class);
  }

  public Boolean getBoolean(String key) {
    return get(key, Boolean.class);
  }

  public Short getShort(String key) {
    return get(key, Short.class);
  }

  public Integer getInt(String key) {
    return get(key, Integer.class);
  }

  public Long getLong(String key) {
    return get(key, Long.class);
  }

  public Double getDouble(String key) {
    return get(key, Double.class);
  }

  /** The elements of a LIST key. */
  public List<String> getList(String key) {
    List<?> list = get(key, List.class);
    return list == null ? null : list.stream().map(String.class::cast).toList();
  }

  /** The secret of a PASSWORD key, hidden in its {@code toString}. */
  public Password getPassword(String key) {
    return get(key, Password.class);
  }

  /** The value of a LONG key in milliseconds. */
  public Duration getMillis(String key) {
    Long millis = getLong(key);
    return millis == null ? null : Duration.ofMillis(millis);
  }

  /**
   * The undeclared keys that start with a prefix (and with no longer declared one), as written and
   * without it; they may hold secrets.
   *
   * @throws IllegalArgumentException if the prefix is not declared
   */
  public Map<String, String> passThrough(String prefix) {
    if (!schema.prefixes().contains(prefix)) {
      throw new IllegalArgumentException("Pass-through prefix " + prefix + " is not declared");
    }
    Map<String, String> result = new TreeMap<>();
    given.forEach(
        (key, sourced) -> {
          if (schema.prefixOf(key).filter(prefix::equals).isPresent()) {
            result.put(key.substring(prefix.length()), sourced.value());
          }
        });
    return Collections.unmodifiableMap(result);
  }

  /**
   * The refusal of a key's value for a reason that its validator cannot see, such as the value of
   * another key; for the caller to throw.
   *
   * @param reason must not quote a secret
   */
  public ConfigurationException invalid(String key, String reason) {
    Sourced sourced = given.get(key);
    return new ConfigurationException(
        "Invalid value for configuration %s: %s (from %s)"
            .formatted(key, reason, sourced == null ? "the defaults" : sourced.source()));
  }

  boolean isDeclared(String key) {
    return schema.keys().containsKey(key);
  }

  /**
   * Judges a passed-on value as what it means to whom it is passed on to.
   *
   * @param value what a placeholder stands for, where one was given; it may be secret then
   * @param meaning under another name, perhaps
   * @return the value, parsed
   * @throws ConfigurationException if the value is bad
   */
  Object parsePassedOn(String key, String value, ConfigKey meaning) {
    Sourced sourced = given.get(key);
    boolean secret = schema.isSecret(key, value);
    if (secret) {
      Secrets.remember(value);
    }
    return SettingsLoader.parse(
        key,
        meaning,
        new Sourced(value, sourced.source()),
        secret || !value.equals(sourced.value()));
  }

  /** All keys and values with their sources, as {@code --print-config} prints them. */
  public String describe() {
    return SettingsPrinter.print(lines());
  }

  /** The same, key by key. */
  List<SettingLine> lines() {
    return SettingsPrinter.lines(schema, values, given);
  }

  /** Masked like {@link #describe}. */
  @Override
  public String toString() {
    return describe();
  }

  private <T> T get(String key, Class<T> type) {
    if (!values.containsKey(key)) {
      throw new IllegalArgumentException("Key " + key + " is not declared");
    }
    Object value = values.get(key);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          "Key " + key + " is of type " + schema.keys().get(key).type);
    }
    return type.cast(value);
  }
}
