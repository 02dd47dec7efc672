package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The validated, immutable configuration of one service.
 *
 * <p>The getters throw {@link IllegalArgumentException} for a key that is not declared or has
 * another type: that is a mistake in the program, not in the configuration.
 */
public final class Settings {

  private final SettingsSchema schema;
  private final Map<String, @Nullable Object> values;
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

  /**
   * Settings from the environment, over which values of the program go, for tools beside the
   * services: variables of other keys are other programs'.
   *
   * @throws ConfigurationException if a value's key is unknown, or a value is missing or bad
   */
  public static Settings of(
      ConfigDef definition,
      Set<String> passThroughPrefixes,
      Map<String, String> environment,
      Map<String, String> values) {
    SettingsSchema schema = new SettingsSchema(definition, passThroughPrefixes);
    Map<String, String> known = new TreeMap<>(environment);
    known
        .keySet()
        .removeIf(
            variable ->
                variable.startsWith(SettingsSchema.VARIABLE_PREFIX)
                    && schema.keyOf(variable).isEmpty());
    return new SettingsLoader(schema).environment(known).values(values, "the command line").load();
  }

  /** Returns null only if the key's default is null. */
  @NullUnmarked
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

  /** The elements of a LIST key. */
  public List<String> getList(String key) {
    List<?> list = get(key, List.class);
    return list.stream().map(String.class::cast).toList();
  }

  /** The secret of a PASSWORD key, hidden in its {@code toString}; null as above. */
  @NullUnmarked
  public Password getPassword(String key) {
    return get(key, Password.class);
  }

  /** The value of a LONG key in milliseconds. */
  public Duration getMillis(String key) {
    return Duration.ofMillis(getLong(key));
  }

  /**
   * Returns the undeclared keys that start with a prefix (and with no longer declared one), without
   * the prefix, and their values as written, which may be secret.
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
   * Returns an exception that refuses a key's value for a reason that its validator cannot know,
   * such as the value of another key.
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
   * Parses a passed-on value as the client that gets it will.
   *
   * @param value with placeholders resolved, and therefore perhaps secret
   * @param meaning the client's definition of the key, perhaps under another name
   * @return the parsed value
   * @throws ConfigurationException if the value is bad
   */
  Object parsePassedOn(String key, String value, ConfigKey meaning) {
    Sourced sourced = requireNonNull(given.get(key), key);
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

  /** Returns all keys and values with their sources, as {@code --print-config} prints them. */
  public String describe() {
    return SettingsPrinter.print(lines());
  }

  /** Returns the same, key by key. */
  List<SettingsPrinter.Line> lines() {
    return SettingsPrinter.lines(schema, values, given);
  }

  /** Masked like {@link #describe}. */
  @Override
  public String toString() {
    return describe();
  }

  @NullUnmarked
  private <T> T get(String key, Class<T> type) {
    if (!values.containsKey(key)) {
      throw new IllegalArgumentException("Key " + key + " is not declared");
    }
    Object value = values.get(key);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException("Key " + key + " is of type " + schema.key(key).type);
    }
    return type.cast(value);
  }
}
