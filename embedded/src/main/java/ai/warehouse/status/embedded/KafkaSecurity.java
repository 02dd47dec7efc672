package ai.warehouse.status.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * TLS, SCRAM logins and access control for an embedded broker: whatever no ACL allows is denied.
 *
 * @param stores the broker's key, and what clients trust
 * @param users passwords by name, beside {@link #ADMIN}, whom ACLs don't concern; without spaces,
 *     commas and quotes
 */
public record KafkaSecurity(KeyStores stores, Map<String, String> users) {
  /** The user who may do everything; the broker itself logs in as this one too. */
  public static final String ADMIN = "admin";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String PROTOCOL = "SASL_SSL";
  private static final String ADMIN_PASSWORD = "admin-secret";

  /** Copies the users, and adds the admin. */
  public KafkaSecurity {
    users = new HashMap<>(users);
    users.put(ADMIN, ADMIN_PASSWORD);
    users = Map.copyOf(users);
  }

  /** What a client needs beside the address, by Kafka's names. */
  public Map<String, String> client(String user) {
    return Map.of(
        "security.protocol",
        PROTOCOL,
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login(user),
        "ssl.truststore.location",
        stores.trustStore().toString(),
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.password",
        stores.password());
  }

  /** The protocol of the clients' listener, in Kafka's terms. */
  static String protocolOf(KafkaSecurity security) {
    return security == null ? "PLAINTEXT" : PROTOCOL;
  }

  Map<String, String> broker() {
    return Map.ofEntries(
        Map.entry("ssl.keystore.location", stores.keyStore().toString()),
        Map.entry("ssl.keystore.type", "PKCS12"),
        Map.entry("ssl.keystore.password", stores.password()),
        Map.entry("ssl.key.password", stores.password()),
        // For itself: it is a client too, when it tells partitions how a transaction ended.
        Map.entry("ssl.truststore.location", stores.trustStore().toString()),
        Map.entry("ssl.truststore.type", "PKCS12"),
        Map.entry("ssl.truststore.password", stores.password()),
        Map.entry("sasl.enabled.mechanisms", MECHANISM),
        Map.entry("sasl.mechanism.inter.broker.protocol", MECHANISM),
        Map.entry(
            "listener.name.%s.scram-sha-512.sasl.jaas.config"
                .formatted(KafkaSockets.BROKER.toLowerCase(Locale.ROOT)),
            login(ADMIN)),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        Map.entry("allow.everyone.if.no.acl.found", "false"),
        // Nobody can be anonymous but the node itself, on its own controller's listener.
        Map.entry("super.users", "User:" + ADMIN + ";User:ANONYMOUS"));
  }

  /** What {@code kafka-storage format --add-scram} would be given. */
  List<String> scramArguments() {
    return users.entrySet().stream()
        .map(
            user -> "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
        .toList();
  }

  private String login(String user) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required"
        + " username=\"%s\" password=\"%s\";".formatted(user, users.get(user));
  }

  /** Leaves the passwords out. */
  @Override
  public String toString() {
    return "KafkaSecurity[users=" + users.keySet() + "]";
  }
}
