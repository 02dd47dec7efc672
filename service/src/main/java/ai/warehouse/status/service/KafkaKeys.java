package ai.warehouse.status.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.SecurityConfig;

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
   * @param prefix begins the keys that are for it alone, such as {@code consumer.}; empty if none
   *     do
   * @param definition what it knows; null to leave the judgement to the broker
   */
  public record Client(String prefix, ConfigDef definition) {
    private boolean knows(String name) {
      return definition != null && definition.configKeys().containsKey(name);
    }
  }

  private record Target(Client client, String name) {}

  private final Settings settings;
  private final String prefix;
  private final List<Client> clients;
  private final Map<String, String> passedOn;

  /**
   * Judges the keys that begin with a prefix.
   *
   * @param prefix a pass-through prefix of the settings
   * @param clients all kinds there are
   * @param refused names that no client may be given, because the service sets them
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
      Target target = target(key);
      if (refused.contains(target.name)) {
        throw refusal(key, target.name);
      }
      requireValid(key, target, plugins);
    }
  }

  /**
   * Returns what one kind of client is given, by Kafka's names: first what has no prefix, then,
   * prefix by prefix, what goes before it.
   */
  public Map<String, Object> of(Client... kinds) {
    Map<String, Object> config = new HashMap<>();
    for (Client kind : kinds) {
      passedOn.forEach(
          (key, value) -> {
            if (target(key).client == null && (kind.knows(key) || !isKnown(key))) {
              config.put(key, value);
            }
          });
    }
    for (Client kind : kinds) {
      passedOn.forEach(
          (key, value) -> {
            Target target = target(key);
            if (kind.equals(target.client)) {
              config.put(target.name, value);
            }
          });
    }
    return config;
  }

  // The longest prefix: main.consumer. is not a key of the name consumer.… for the client main.
  private Target target(String key) {
    Client found = null;
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
            .anyMatch(client -> typeOf(client, target.name) == ConfigDef.Type.CLASS);
  }

  private static ConfigDef.Type typeOf(Client client, String name) {
    return client.definition.configKeys().get(name).type;
  }

  private ConfigurationException refusal(String key, String name) {
    return settings.invalid(
        prefix + key,
        settings.isDeclared(name)
            ? "the service has its own key " + name
            : "set by the service itself, whose guarantees rest on it");
  }

  private void requireValid(String key, Target target, boolean plugins) {
    if (target.client != null && target.client.definition == null) {
      return;
    }
    List<ConfigKey> meanings =
        clients.stream()
            .filter(client -> target.client == null || client.equals(target.client))
            .filter(client -> client.knows(target.name))
            .map(client -> client.definition.configKeys().get(target.name))
            .toList();
    if (meanings.isEmpty() && !plugins) {
      throw settings.invalid(
          prefix + key, "Kafka has no such setting, and no class is passed on that could have");
    }
    meanings.forEach(meaning -> settings.requireValid(prefix + key, meaning));
  }
}
