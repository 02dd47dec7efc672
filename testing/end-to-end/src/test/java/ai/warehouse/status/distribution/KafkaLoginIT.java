package ai.warehouse.status.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.EmbeddedKafka;
import ai.warehouse.status.embedded.KafkaSecurity;
import ai.warehouse.status.embedded.KeyStores;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each login that docs/operations/security.md names: a service makes its topics, which only the
 * users of these logins may.
 *
 * <p>What a login needs beside Kafka's clients is a matter of each archive, and what OAuth may use
 * one of the whole process: these are tried by the archives' own scripts, the others with a sink in
 * this JVM.
 */
@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: brokers with TLS and logins of all kinds")
class KafkaLoginIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  @TempDir private static Path folder;

  private static final Map<String, Distribution> DISTRIBUTIONS = new HashMap<>();
  private static final List<AutoCloseable> opened = new ArrayList<>();
  private static KeyStores stores;
  private static Pem pem;
  private static TokenEndpoint tokens;
  private static EmbeddedKafka sasl;
  private static EmbeddedKafka mutualTls;
  private static Admin saslAdmin;
  private static Admin mutualTlsAdmin;

  @BeforeAll
  static void start() throws Exception {
    stores = KeyStores.create(folder);
    pem = Pem.of(stores);
    for (String service : List.of("stream-processor", "sink")) {
      Distribution distribution = Distribution.unpack(service, folder);
      distribution.addOwnJars();
      DISTRIBUTIONS.put(service, distribution);
    }
    tokens = opened(new TokenEndpoint(stores));
    startBrokers();
  }

  @AfterAll
  static void stop() throws Exception {
    System.clearProperty(URLS);
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "stream-processor, oauth-secret",
    "stream-processor, msk-iam",
    "sink, oauth-secret",
    "sink, msk-iam",
    "sink, oauth-assertion",
    "sink, oauth-file"
  })
  @Execution(ExecutionMode.CONCURRENT)
  void shouldLogInFromTheArchive(String service, String login) throws Exception {
    String prefix = service + "-" + login;
    // Those that Kafka Streams makes are the last, after its consumers have logged in too.
    String last = service.equals("sink") ? "-status-events" : "-changelog";
    String settings =
        switch (login) {
          case "oauth-secret" -> oauthSecret(service);
          case "oauth-assertion" -> oauthAssertion();
          case "oauth-file" -> oauthFile();
          default -> mskIam();
        };
    Path output = folder.resolve(prefix + ".log");

    Process process = start(DISTRIBUTIONS.get(service), prefix, settings, output);

    try {
      await().atMost(PATIENCE).until(() -> !process.isAlive() || hasTopic(saslAdmin, prefix, last));
      String log = Files.readString(output);
      assertThat(hasTopic(saslAdmin, prefix, last)).as(log).isTrue();
      assertThat(log).doesNotContain("-password", stores.password(), "PRIVATE KEY");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scram", "plain"})
  void shouldLogInByAPasswordWith(String login) throws Exception {
    assertMakesTopics(login, login.equals("scram") ? scram() : plain(), sasl, saslAdmin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mutual-tls", "pem-files", "pem-texts"})
  void shouldLogInByACertificateWith(String login) throws Exception {
    String settings =
        switch (login) {
          case "mutual-tls" -> keyStore();
          case "pem-files" -> pemFiles();
          default -> pemTexts();
        };

    assertMakesTopics(login, settings, mutualTls, mutualTlsAdmin);
  }

  private static void assertMakesTopics(
      String prefix, String settings, EmbeddedKafka broker, Admin admin) throws Exception {
    Properties values = new Properties();
    values.load(new StringReader(common(broker, prefix) + ofSink() + settings));
    Map<String, String> texts = new HashMap<>();
    values.stringPropertyNames().forEach(key -> texts.put(key, values.getProperty(key)));
    try (SinkService sink = new SinkService(SinkSettings.of(texts))) {
      CompletableFuture<Void> start = CompletableFuture.runAsync(sink::start);

      await()
          .atMost(PATIENCE)
          .failFast("the sink has failed", () -> start.isCompletedExceptionally())
          .until(() -> hasTopic(admin, prefix, "-status-events"));
    }
  }

  private static boolean hasTopic(Admin admin, String prefix, String suffix) throws Exception {
    return admin.listTopics().names().get().stream()
        .anyMatch(topic -> topic.startsWith(prefix + "-") && topic.endsWith(suffix));
  }

  private static String scram() {
    return """
    kafka.security.protocol = SASL_SSL
    kafka.sasl.mechanism = SCRAM-SHA-512
    kafka.sasl.jaas.config = org.apache.kafka.common.security.scram.ScramLoginModule required \
    username="scram" password="scram-password";
    """
        + trustStore();
  }

  private static String plain() {
    return """
    kafka.security.protocol = SASL_SSL
    kafka.sasl.mechanism = PLAIN
    kafka.sasl.jaas.config = org.apache.kafka.common.security.plain.PlainLoginModule required \
    username="plain" password="plain-password";
    """
        + trustStore();
  }

  // Which is unavailable at first, for longer than Kafka tries for itself.
  private static String oauthSecret(String service) {
    return oauth(tokens.url())
        + """
        kafka.sasl.oauthbearer.client.credentials.client.id = %s
        kafka.sasl.oauthbearer.client.credentials.client.secret = %s
        kafka.sasl.oauthbearer.scope = %s
        kafka.sasl.login.retry.backoff.ms = 1
        kafka.sasl.login.retry.backoff.max.ms = 1
        """
            .formatted(TokenEndpoint.SUBJECT, TokenEndpoint.SECRET, TokenEndpoint.SCOPE + service);
  }

  private static String oauthAssertion() throws IOException {
    Path key = Files.writeString(folder.resolve("assertion.pem"), tokens.privateKey());
    return oauth(tokens.url())
        + """
        kafka.sasl.oauthbearer.jwt.retriever.class = \
        org.apache.kafka.common.security.oauthbearer.JwtBearerJwtRetriever
        kafka.sasl.oauthbearer.assertion.private.key.file = %s
        kafka.sasl.oauthbearer.assertion.claim.sub = %s
        kafka.sasl.oauthbearer.assertion.claim.aud = %s
        """
            .formatted(key, TokenEndpoint.SUBJECT, tokens.url());
  }

  private static String oauthFile() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), tokens.token());
    return oauth("file://" + token);
  }

  /** The token endpoint's authority is an option of the login module, apart from the brokers'. */
  private static String oauth(String endpoint) {
    return """
    kafka.security.protocol = SASL_SSL
    kafka.sasl.mechanism = OAUTHBEARER
    kafka.sasl.login.callback.handler.class = \
    org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
    kafka.sasl.oauthbearer.token.endpoint.url = %s
    kafka.sasl.jaas.config = \
    org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required \
    ssl.truststore.location="%s" ssl.truststore.type="PKCS12" ssl.truststore.password="%s";
    """
            .formatted(endpoint, stores.trustStore(), stores.password())
        + trustStore();
  }

  private static String mskIam() {
    return """
    kafka.security.protocol = SASL_SSL
    kafka.sasl.mechanism = AWS_MSK_IAM
    kafka.sasl.jaas.config = software.amazon.msk.auth.iam.IAMLoginModule required;
    kafka.sasl.client.callback.handler.class = \
    software.amazon.msk.auth.iam.IAMClientCallbackHandler
    """
        + trustStore();
  }

  // The region is in the names of Amazon's brokers, and not in ours.
  private static Map<String, String> awsCredentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", MskLogin.USER,
        "AWS_SECRET_ACCESS_KEY", "secret",
        "AWS_REGION", "eu-west-1");
  }

  private static String keyStore() {
    return """
    kafka.security.protocol = SSL
    kafka.ssl.keystore.type = PKCS12
    kafka.ssl.keystore.location = %s
    kafka.ssl.keystore.password = %s
    """
            .formatted(stores.keyStore(), stores.password())
        + trustStore();
  }

  private static String trustStore() {
    return """
    kafka.ssl.truststore.type = PKCS12
    kafka.ssl.truststore.location = %s
    kafka.ssl.truststore.password = %s
    """
        .formatted(stores.trustStore(), stores.password());
  }

  private static String pemFiles() throws IOException {
    Path own = Files.writeString(folder.resolve("own.pem"), pem.key() + pem.certificate());
    Path trusted = Files.writeString(folder.resolve("trusted.pem"), pem.trusted());
    return """
    kafka.security.protocol = SSL
    kafka.ssl.keystore.type = PEM
    kafka.ssl.keystore.location = %s
    kafka.ssl.truststore.type = PEM
    kafka.ssl.truststore.location = %s
    """
        .formatted(own, trusted);
  }

  private static String pemTexts() {
    return """
    kafka.security.protocol = SSL
    kafka.ssl.keystore.type = PEM
    kafka.ssl.keystore.key = %s
    kafka.ssl.keystore.certificate.chain = %s
    kafka.ssl.truststore.type = PEM
    kafka.ssl.truststore.certificates = %s
    """
        .formatted(
            inProperties(pem.key()), inProperties(pem.certificate()), inProperties(pem.trusted()));
  }

  private static String inProperties(String lines) {
    return lines.strip().replace("\n", "\\n\\\n  ");
  }

  private static void startBrokers() throws IOException {
    KafkaSecurity users = new KafkaSecurity(stores, Map.of("scram", "scram-password"));
    sasl = opened(EmbeddedKafka.builder().security(users).properties(mechanisms()).start());
    saslAdmin = admin(sasl, users.client(KafkaSecurity.ADMIN));
    KafkaSecurity certificates = KafkaSecurity.mutualTls(stores);
    mutualTls = opened(EmbeddedKafka.builder().security(certificates).start());
    mutualTlsAdmin = admin(mutualTls, certificates.client());
  }

  private static Map<String, String> mechanisms() throws IOException {
    String jwks = tokens.jwks(folder).toUri().toString();
    System.setProperty(URLS, jwks);
    String oauth = "listener.name.broker.oauthbearer.";
    return Map.of(
        "sasl.enabled.mechanisms",
        "SCRAM-SHA-512,PLAIN,OAUTHBEARER," + MskLogin.MECHANISM,
        "listener.name.broker.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " user_plain=\"plain-password\";",
        oauth + "sasl.jaas.config",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
        oauth + "sasl.server.callback.handler.class",
        "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler",
        oauth + "sasl.oauthbearer.jwks.endpoint.url",
        jwks,
        oauth + "sasl.oauthbearer.expected.audience",
        TokenEndpoint.AUDIENCE,
        "listener.name.broker.aws_msk_iam.sasl.jaas.config",
        MskLogin.class.getName() + " required;",
        "super.users",
        "User:%s;User:ANONYMOUS;User:scram;User:plain;User:%s;User:%s"
            .formatted(KafkaSecurity.ADMIN, TokenEndpoint.SUBJECT, MskLogin.USER));
  }

  private static Process start(
      Distribution distribution, String prefix, String settings, Path output) throws IOException {
    boolean isSink = distribution.service().equals("sink");
    Path config =
        Files.writeString(
            folder.resolve(prefix + ".properties"),
            common(sasl, prefix) + (isSink ? ofSink() : ofProcessor(prefix)) + settings);
    String script = distribution.script(distribution.service());
    return Called.command(folder, awsCredentials(), script, "--config", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String common(EmbeddedKafka broker, String prefix) {
    return """
    bootstrap.servers = %s
    topics.prefix = %s-
    topics.partitions = 1
    http.port = -1
    """
        .formatted(broker.bootstrapServers(), prefix);
  }

  private static String ofSink() {
    return """
    dynamodb.region = eu-west-1
    dynamodb.endpoint = http://127.0.0.1:9
    aws.accessKeyId = none
    aws.secretAccessKey = none
    """;
  }

  private static String ofProcessor(String prefix) {
    return """
    application.id = %s
    state.dir = %s
    """
        .formatted(prefix, folder.resolve(prefix));
  }

  private static Admin admin(EmbeddedKafka broker, Map<String, String> client) {
    Map<String, Object> config = new HashMap<>(client);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return opened(Admin.create(config));
  }

  private static <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }
}
