package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every AWS login that docs/operations/security.md promises, from the archive, whose jars the SDK
 * looks for by name.
 *
 * <p>By {@code bin/status}, which starts soon, and has jars and credentials as the sink has; the
 * one of our own manifest by the sink too.
 */
@EnabledIfSystemProperty(named = "distribution.service", matches = "sink")
class AwsLoginsIT {
  private static final String ROLE = "arn:aws:iam::111122223333:role/";

  @TempDir private static Path folder;

  private static final Map<String, Future<Called>> CALLS = new TreeMap<>();
  private static Distribution distribution;
  private static LoginStandIn aws;
  private static ExecutorService callers;

  /** A user's home with one login in it. */
  private record Home(Path path, Map<String, String> environment) {
    Home with(String variable, Object value) {
      environment.put(variable, value.toString());
      return this;
    }

    Home file(String name, String content) throws Exception {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
      return this;
    }

    Home config(String profiles) throws Exception {
      return file(".aws/config", profiles);
    }

    Path token() throws Exception {
      file("token", LoginStandIn.TOKEN);
      return path.resolve("token");
    }
  }

  @BeforeAll
  static void callAll() throws Exception {
    distribution = Distribution.unpack(folder);
    aws = new LoginStandIn();
    // JVMs start, which is work for all processors.
    callers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    for (Map.Entry<String, Home> login : logins().entrySet()) {
      Home home = login.getValue();
      CALLS.put(
          login.getKey(),
          callers.submit(
              () ->
                  Called.in(
                      home.path,
                      home.environment,
                      distribution.script("status"),
                      "shop",
                      "prod",
                      "1.0")));
    }
  }

  @AfterAll
  static void close() {
    callers.shutdownNow();
    aws.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "access key in the environment, AKIDENV",
    "access key in a profile, AKIDPROFILE",
    "web identity, AKIDWEB",
    "web identity in a profile, AKIDPROFILEWEB",
    "role by another profile, AKIDSOURCE",
    "role by the container's credentials, AKIDCONTAINER",
    "single sign-on, AKIDSESSION",
    "single sign-on without session, AKIDLEGACY",
    "sign-in, AKIDLOGIN",
    "command, AKIDCOMMAND",
    "pod identity, AKIDPOD",
    "task role, AKIDTASK",
    "instance metadata, AKIDMACHINE",
  })
  void shouldLogInBy(String login, String key) throws Exception {
    Called called = CALLS.get(login).get();

    assertThat(aws.keys()).as(called.toString()).contains(key);
  }

  @Test
  @DisabledIfSystemProperty(
      named = TestServers.KIND,
      matches = "containers",
      disabledReason = "stays embedded: any broker will do")
  void shouldLogInAsTheSink() throws Exception {
    try (KafkaServer kafka = TestServers.sharedKafka()) {
      Home home = webIdentity("sink");
      home.with("WAREHOUSE_STATUS_BOOTSTRAP_SERVERS", kafka.bootstrapServers())
          .with("WAREHOUSE_STATUS_TOPICS_PREFIX", "logins-")
          .with("WAREHOUSE_STATUS_TOPICS_PARTITIONS", "1")
          .with("WAREHOUSE_STATUS_TOPICS_REPLICAS", "1")
          .with("WAREHOUSE_STATUS_HTTP_PORT", "0");

      Called called = Called.in(home.path, home.environment, distribution.script("sink"));

      assertThat(aws.keys()).as(called.toString()).contains("AKIDSINK");
      assertThat(called.exitCode()).isEqualTo(1);
    }
  }

  private static Home webIdentity(String role) throws Exception {
    Home home = home(role);
    return home.with("AWS_WEB_IDENTITY_TOKEN_FILE", home.token())
        .with("AWS_ROLE_ARN", ROLE + role)
        .with("AWS_STS_REGIONAL_ENDPOINTS", "regional");
  }

  private static Map<String, Home> logins() throws Exception {
    Map<String, Home> logins = new HashMap<>();
    logins.put(
        "access key in the environment",
        home("env").with("AWS_ACCESS_KEY_ID", "AKIDENV").with("AWS_SECRET_ACCESS_KEY", "s"));
    logins.put(
        "access key in a profile",
        home("profile")
            .with("AWS_PROFILE", "deploy")
            .file(
                ".aws/credentials",
                "[deploy]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = s\n"));
    logins.put("web identity", webIdentity("web"));
    Home profileWeb = home("profile-web");
    logins.put(
        "web identity in a profile",
        profileWeb.config(
            """
            [default]
            role_arn = %sprofileweb
            web_identity_token_file = %s
            """
                .formatted(ROLE, profileWeb.token())));
    logins.put(
        "role by another profile",
        home("source")
            .with("AWS_PROFILE", "deploy")
            .config(
                """
                [profile deploy]
                role_arn = %ssource
                source_profile = base
                [profile base]
                aws_access_key_id = AKIDBASE
                aws_secret_access_key = s
                """
                    .formatted(ROLE)));
    logins.put(
        "role by the container's credentials",
        home("container")
            .with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/task")
            .config(
                """
                [default]
                role_arn = %scontainer
                credential_source = EcsContainer
                """
                    .formatted(ROLE)));
    logins.put(
        "single sign-on",
        home("sso")
            .config(
                """
                [default]
                sso_session = corp
                sso_account_id = 111122223333
                sso_role_name = deploy
                [sso-session corp]
                sso_region = us-east-1
                sso_start_url = https://corp.example/start
                """)
            // As `aws sso login` leaves it; it has to be renewed.
            .file(
                ".aws/sso/cache/" + hex("SHA-1", "corp") + ".json",
                """
                {"accessToken":"OLD","expiresAt":"%s","refreshToken":"%s","clientId":"c",
                 "clientSecret":"s","startUrl":"https://corp.example/start","region":"us-east-1"}
                """
                    .formatted(Instant.now(), LoginStandIn.TOKEN)));
    logins.put(
        "single sign-on without session",
        home("legacy")
            .config(
                """
                [default]
                sso_start_url = https://corp.example/start
                sso_region = us-east-1
                sso_account_id = 111122223333
                sso_role_name = deploy
                """)
            .file(
                ".aws/sso/cache/" + hex("SHA-1", "https://corp.example/start") + ".json",
                "{\"accessToken\":\"LEGACY\",\"expiresAt\":\"%s\"}"
                    .formatted(Instant.now().plus(Duration.ofHours(1)))));
    logins.put(
        "sign-in",
        home("login")
            .config("[default]\nlogin_session = arn:aws:iam::111122223333:user/me\n")
            // As `aws login` leaves it; it has to be renewed.
            .file(
                ".aws/login/cache/" + hex("SHA-256", "arn:aws:iam::111122223333:user/me") + ".json",
                """
                {"accessToken":{"accessKeyId":"AKIDOLD","secretAccessKey":"s","sessionToken":"t",
                 "accountId":"111122223333","expiresAt":"%s"},
                 "clientId":"c","refreshToken":"%s","dpopKey":"%s"}
                """
                    .formatted(Instant.now(), LoginStandIn.TOKEN, newKey())));
    logins.put(
        "command",
        home("command")
            .config(
                """
                [default]
                credential_process = echo '{"Version":1,"AccessKeyId":"AKIDCOMMAND","SecretAccessKey":"s"}'
                """));
    Home pod = home("pod");
    logins.put(
        "pod identity",
        pod.with("AWS_CONTAINER_CREDENTIALS_FULL_URI", aws.url() + "/pod")
            .with("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", pod.token()));
    logins.put(
        "task role",
        home("task")
            .with("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/task")
            .with("AWS_CONTAINER_SERVICE_ENDPOINT", aws.url()));
    logins.put(
        "instance metadata",
        home("machine")
            .with("AWS_EC2_METADATA_DISABLED", "false")
            .with("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.url())
            .with("AWS_METADATA_SERVICE_TIMEOUT", "30"));
    return logins;
  }

  private static Home home(String name) throws Exception {
    Path path = Files.createDirectories(folder.resolve("home").resolve(name));
    return new Home(path, new HashMap<>())
        .with("HOME", path)
        .with("AWS_REGION", "us-east-1")
        .with("AWS_EC2_METADATA_DISABLED", "true")
        .with("AWS_ENDPOINT_URL_STS", aws.url())
        .with("AWS_ENDPOINT_URL_SSO", aws.url())
        .with("AWS_ENDPOINT_URL_SSO_OIDC", aws.url())
        .with("AWS_ENDPOINT_URL_SIGNIN", aws.url())
        .with("WAREHOUSE_STATUS_DYNAMODB_ENDPOINT", aws.url());
  }

  private static String hex(String algorithm, String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
  }

  /** Returns a key of the curve P-256, by SEC 1, in PEM and with its line breaks escaped. */
  private static String newKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    ECPublicKey shown = (ECPublicKey) pair.getPublic();
    String der =
        "30770201010420%064xa00a06082a8648ce3d030107a14403420004%064x%064x"
            .formatted(
                ((ECPrivateKey) pair.getPrivate()).getS(),
                shown.getW().getAffineX(),
                shown.getW().getAffineY());
    return "-----BEGIN EC PRIVATE KEY-----\\n"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(der))
        + "\\n-----END EC PRIVATE KEY-----\\n";
  }
}
