package ai.warehouse.status.service;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.JaasUtils;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are passed on to Kafka's clients, as {@code kafka.NAME} to all that know the name
 * and as {@code kafka.CLIENT.NAME} to one kind.
 *
 * <p>Kafka itself only warns of a name it doesn't know, and so would run without the setting that
 * somebody meant.
 */
public final class KafkaKeys {
  // Beside keys of type CLASS: these bring code of the operator's, which may have keys of its own.
  private static final Set<String> PLUGINS =
      Set.of(
          ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
          CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
          SecurityConfig.SECURITY_PROVIDERS_CONFIG,
          AbstractConfig.CONFIG_PROVIDERS_CONFIG);

  /**
   * A kind of client.
   *
   * @param prefix of the keys that are for this kind alone, such as {@code consumer.}; empty if
   *     there are none
   * @param definition the settings that the client knows; null to leave the check to the broker
   * @param general the kind whose keys this one gets too, unless it has its own; null if none
   */
  public record Client(String prefix, @Nullable ConfigDef definition, @Nullable Client general) {

    /** A kind of client with keys of its own only. */
    public Client(String prefix, @Nullable ConfigDef definition) {
      this(prefix, definition, null);
    }

    private boolean knows(String name) {
      return definition != null && definition.configKeys().containsKey(name);
    }

    private ConfigKey key(String name) {
      return requireNonNull(requireNonNull(definition).configKeys().get(name), name);
    }
  }

  private record Target(@Nullable Client client, String name) {}

  private final Settings settings;
  private final String prefix;
  private final List<Client> clients;
  private final Map<String, String> passedOn;
  private final Map<Client, Map<String, Object>> parsed = new HashMap<>();

  /**
   * Checks the keys that begin with a prefix.
   *
   * @param prefix a pass-through prefix of the settings
   * @param clients all kinds
   * @param refused names that the service sets itself
   * @throws ConfigurationException if a key is refused or unknown, or a value is bad
   */
  public KafkaKeys(
      Settings settings, String prefix, List<Client> clients, Collection<String> refused) {
    this.settings = settings;
    this.prefix = prefix;
    this.clients = List.copyOf(clients);
    this.passedOn = settings.passThrough(prefix);
    boolean plugins = passedOn.keySet().stream().anyMatch(this::isPlugin);
    for (String key : passedOn.keySet()) {
      refuseIfNotForPassingOn(key, refused, plugins);
    }
    for (Client client : clients) {
      if (client.definition != null) {
        parsed.put(client, parse(client));
      }
    }
  }

  /**
   * Returns the settings for one kind of client, by Kafka's names and as written: the client
   * resolves placeholders.
   */
  public Map<String, Object> of(Client kind) {
    Map<String, Object> config = new HashMap<>();
    keysByName(kind).forEach((name, key) -> config.put(name, passedOn.get(key)));
    return config;
  }

  /** Returns the value of one client's setting, placeholders resolved; else Kafka's default. */
  public Object valueOf(Client kind, String name) {
    Map<String, Object> given = parsed.getOrDefault(kind, Map.of());
    return given.containsKey(name) ? given.get(name) : kind.key(name).defaultValue;
  }

  // Keys without prefix first; those of the kind override them.
  private Map<String, String> keysByName(Client kind) {
    Map<String, String> keys = new HashMap<>();
    if (kind.general != null) {
      keys.putAll(keysByName(kind.general));
    }
    for (String key : passedOn.keySet()) {
      Target target = target(key);
      if (target.client == null && (kind.knows(key) || !isKnown(key))) {
        keys.putIfAbsent(key, key);
      }
    }
    for (String key : passedOn.keySet()) {
      Target target = target(key);
      if (kind.equals(target.client)) {
        keys.put(target.name, key);
      }
    }
    return keys;
  }

  // As the client itself will, with its placeholders resolved.
  private Map<String, Object> parse(Client kind) {
    Map<String, Object> resolved = resolve(kind);
    Map<String, Object> values = new HashMap<>();
    keysByName(kind)
        .forEach(
            (name, key) -> {
              if (kind.knows(name)) {
                String value = String.valueOf(resolved.get(name));
                values.put(name, settings.parsePassedOn(prefix + key, value, kind.key(name)));
              }
            });
    refuseUnreadableLogin(kind, values);
    return values;
  }

  private Map<String, Object> resolve(Client kind) {
    try {
      return new AbstractConfig(new ConfigDef(), of(kind), Map.of(), false).originals();
    } catch (RuntimeException e) {
      throw settings.invalid(
          prefix + keysByName(kind).get(AbstractConfig.CONFIG_PROVIDERS_CONFIG), e.toString());
    }
  }

  // In our own words, since parsers quote the place of an error, which may be amid a password.
  private void refuseUnreadableLogin(Client kind, Map<String, Object> values) {
    Object login = values.get(SaslConfigs.SASL_JAAS_CONFIG);
    String protocol =
        String.valueOf(values.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG))
            .toUpperCase(Locale.ROOT);
    boolean fromFile = protocol.startsWith("SASL") && kind.knows(SaslConfigs.SASL_JAAS_CONFIG);
    if (login == null && !fromFile) {
      return;
    }
    Map<String, String> keys = keysByName(kind);
    try {
      JaasContext.loadClientContext(
          login == null ? Map.of() : Map.of(SaslConfigs.SASL_JAAS_CONFIG, login));
    } catch (IllegalArgumentException | SecurityException e) {
      throw login == null
          ? settings.invalid(
              prefix + keys.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG),
              "needs %s%s, or a file that -D%s names and that Kafka can read"
                  .formatted(
                      prefix, SaslConfigs.SASL_JAAS_CONFIG, JaasUtils.JAVA_LOGIN_CONFIG_PARAM))
          : settings.invalid(
              prefix + keys.get(SaslConfigs.SASL_JAAS_CONFIG),
              "must be one login module that Kafka allows, as MODULE required NAME=\"VALUE\" ...;"
                  + " with quotes around what is more than a word");
    }
  }

  // The longest prefix: main.consumer. is not a key of the name consumer.… for the client main.
  private Target target(String key) {
    @Nullable Client found = null;
    for (Client client : clients) {
      boolean named = !client.prefix.isEmpty() && key.startsWith(client.prefix);
      if (named && (found == null || client.prefix.length() > found.prefix.length())) {
        found = client;
      }
    }
    return new Target(found, found == null ? key : key.substring(found.prefix.length()));
  }

  private boolean isKnown(String name) {
    return clients.stream().anyMatch(client -> client.knows(name));
  }

  private boolean isPlugin(String key) {
    Target target = target(key);
    return PLUGINS.contains(target.name)
        || clients.stream()
            .filter(client -> client.knows(target.name))
            .anyMatch(client -> client.key(target.name).type == ConfigDef.Type.CLASS);
  }

  private void refuseIfNotForPassingOn(String key, Collection<String> refused, boolean plugins) {
    Target target = target(key);
    if (refused.contains(target.name)) {
      throw settings.invalid(
          prefix + key,
          settings.isDeclared(target.name)
              ? "the service has its own key " + target.name
              : "set by the service itself, whose guarantees rest on it");
    }
    boolean known =
        target.client == null
            ? isKnown(target.name)
            : target.client.definition == null || target.client.knows(target.name);
    if (!known && !plugins) {
      throw settings.invalid(
          prefix + key, "Kafka has no such setting, and no class is passed on that could have");
    }
  }
}
