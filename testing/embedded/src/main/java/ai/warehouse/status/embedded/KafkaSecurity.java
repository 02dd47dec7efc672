package ai.warehouse.status.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * TLS for an embedded broker, and either SCRAM logins and access control, where an operation that
 * no ACL allows is denied, or client certificates, where each client may do everything.
 *
 * @param stores the broker's key, and the certificates that clients and broker trust
 * @param users passwords by name, beside {@link #ADMIN}, whom ACLs don't concern; without spaces,
 *     commas and quotes
 * @param protocol of the listener, in Kafka's terms: {@code SASL_SSL} or {@code SSL}
 */
public record KafkaSecurity(KeyStores stores, Map<String, String> users, String protocol) {
  /** The user who may do everything; the broker itself logs in as this one too. */
  public static final String ADMIN = "admin";

  private static final String MECHANISM = "SCRAM-SHA-512";
  private static final String SASL_SSL = "SASL_SSL";
  private static final String SSL = "SSL";
  private static final String ADMIN_PASSWORD = "admin-secret";

  /** SCRAM logins and access control; adds the admin to the users. */
  public KafkaSecurity(KeyStores stores, Map<String, String> users) {
    this(stores, withAdmin(users), SASL_SSL);
  }

  /** Copies the users. */
  public KafkaSecurity {
    users = Map.copyOf(users);
  }

  /** Certificates of clients: a client logs in with the broker's own key, which it trusts. */
  public static KafkaSecurity mutualTls(KeyStores stores) {
    return new KafkaSecurity(stores, Map.of(), SSL);
  }

  private static Map<String, String> withAdmin(Map<String, String> users) {
    Map<String, String> all = new HashMap<>(users);
    all.put(ADMIN, ADMIN_PASSWORD);
    return all;
  }

  /** The settings of a client with the broker's own key, except the address. */
  public Map<String, String> client() {
    Map<String, String> client = new HashMap<>(tls());
    client.put("security.protocol", SSL);
    return client;
  }

  /** The settings of a client with a SCRAM login, except the address. */
  public Map<String, String> client(String user) {
    Map<String, String> client = new HashMap<>(trust());
    client.put("security.protocol", SASL_SSL);
    client.put("sasl.mechanism", MECHANISM);
    client.put("sasl.jaas.config", login(user));
    return client;
  }

  /** The protocol of the clients' listener, in Kafka's terms. */
  static String protocolOf(KafkaSecurity security) {
    return security == null ? "PLAINTEXT" : security.protocol;
  }

  Map<String, String> broker() {
    Map<String, String> broker = new HashMap<>(tls());
    broker.putAll(protocol.equals(SSL) ? Map.of("ssl.client.auth", "required") : logins());
    return broker;
  }

  // The broker trusts too: it is a client, when it tells partitions how a transaction ended.
  private Map<String, String> tls() {
    Map<String, String> tls = new HashMap<>(trust());
    tls.put("ssl.keystore.location", stores.keyStore().toString());
    tls.put("ssl.keystore.type", "PKCS12");
    tls.put("ssl.keystore.password", stores.password());
    tls.put("ssl.key.password", stores.password());
    return tls;
  }

  private Map<String, String> trust() {
    return Map.of(
        "ssl.truststore.location",
        stores.trustStore().toString(),
        "ssl.truststore.type",
        "PKCS12",
        "ssl.truststore.password",
        stores.password());
  }

  private Map<String, String> logins() {
    return Map.ofEntries(
        Map.entry("sasl.enabled.mechanisms", MECHANISM),
        Map.entry("sasl.mechanism.inter.broker.protocol", MECHANISM),
        Map.entry(
            "listener.name.%s.scram-sha-512.sasl.jaas.config"
                .formatted(KafkaSettings.BROKER.toLowerCase(Locale.ROOT)),
            login(ADMIN)),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        Map.entry("allow.everyone.if.no.acl.found", "false"),
        // Nobody can be anonymous but the node itself, on its own controller's listener.
        Map.entry("super.users", "User:" + ADMIN + ";User:ANONYMOUS"));
  }

  /** The arguments of {@code kafka-storage format --add-scram}. */
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
