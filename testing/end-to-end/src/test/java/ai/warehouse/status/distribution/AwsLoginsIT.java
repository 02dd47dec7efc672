package ai.warehouse.status.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.cli.LoginsMain;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every AWS login that docs/operations/security.md promises, from the archive, whose jars the SDK
 * looks for by name.
 *
 * <p>Most of them in one JVM that the archive's script starts and whose code to look a build up is
 * that of {@code bin/warehouse-status get}; one by that command itself, and the one of our own
 * manifest by the sink.
 */
class AwsLoginsIT {
  private static final String ROLE = "arn:aws:iam::111122223333:role/";
  private static final String USER = "arn:aws:iam::111122223333:user/me";
  private static final String START = "https://corp.example/start";

  @TempDir private static Path folder;

  private static Distribution distribution;
  private static LoginStandIn aws;
  private static Path home;
  private static Path token;
  private static Called lookUps;

  @BeforeAll
  static void logInByAll() throws Exception {
    distribution = Distribution.unpack("status-api", folder);
    aws = new LoginStandIn();
    home = Files.createDirectory(folder.resolve("home"));
    token = file("token", LoginStandIn.TOKEN);
    writeProfiles();
    addToExt(LoginsMain.class);
    List<String> command = new ArrayList<>();
    command.add(distribution.script("run-class"));
    command.add(LoginsMain.class.getName());
    command.addAll(logins());
    lookUps = Called.in(folder, environment(), command.toArray(String[]::new));
  }

  @AfterAll
  static void close() {
    aws.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
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
  void shouldLogInBy(String login, String key) {
    assertThat(aws.keys()).as("%s: %s", login, lookUps).contains(key);
  }

  @Test
  void shouldLogInByAnAccessKeyInTheEnvironment() throws Exception {
    Map<String, String> environment = environment();
    environment.put("AWS_ACCESS_KEY_ID", "AKIDENV");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");

    Called called =
        Called.in(
            folder,
            environment,
            distribution.script("warehouse-status"),
            "get",
            "shop",
            "prod",
            "1.0");

    assertThat(aws.keys()).as(called.toString()).contains("AKIDENV");
  }

  @Test
  @DisabledIfSystemProperty(
      named = TestServers.KIND,
      matches = "containers",
      disabledReason = "stays embedded: any broker will do")
  void shouldLogInAsTheSink() throws Exception {
    try (KafkaServer kafka = TestServers.sharedKafka()) {
      Map<String, String> environment = environment();
      environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
      environment.put("AWS_ROLE_ARN", ROLE + "sink");
      environment.put("WAREHOUSE_STATUS_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      environment.put("WAREHOUSE_STATUS_TOPICS_PREFIX", "logins-");
      environment.put("WAREHOUSE_STATUS_TOPICS_PARTITIONS", "1");
      environment.put("WAREHOUSE_STATUS_TOPICS_REPLICAS", "1");
      environment.put("WAREHOUSE_STATUS_HTTP_PORT", "0");

      String sink = Distribution.unpack("sink", folder).script("sink");
      Called called = Called.in(folder, environment, sink);

      assertThat(aws.keys()).as(called.toString()).contains("AKIDSINK");
      assertThat(called.exitCode()).isEqualTo(1);
    }
  }

  /** What all logins have in common. */
  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_METADATA_SERVICE_TIMEOUT", "30");
    environment.put("AWS_STS_REGIONAL_ENDPOINTS", "regional");
    for (String service : List.of("STS", "SSO", "SSO_OIDC", "SIGNIN")) {
      environment.put("AWS_ENDPOINT_URL_" + service, aws.url());
    }
    environment.put("WAREHOUSE_STATUS_DYNAMODB_ENDPOINT", aws.url());
    return environment;
  }

  /** The system properties that stand for the variables of each login. */
  private static List<String> logins() {
    String task = "aws.containerCredentialsFullUri=" + aws.url() + "/task";
    return List.of(
        "aws.profile=keys",
        "aws.webIdentityTokenFile=" + token + ",aws.roleArn=" + ROLE + "web",
        "aws.profile=web",
        "aws.profile=source",
        "aws.profile=container," + task,
        "aws.profile=sso",
        "aws.profile=legacy",
        "aws.profile=login",
        "aws.profile=command",
        "aws.containerCredentialsFullUri="
            + aws.url()
            + "/pod,aws.containerAuthorizationTokenFile="
            + token,
        "aws.containerCredentialsPath=/task,aws.containerServiceEndpoint=" + aws.url(),
        "aws.disableEc2Metadata=false,aws.ec2MetadataServiceEndpoint=" + aws.url());
  }

  /**
   * A user's home with a profile for each login that has one, and what the AWS CLI leaves there.
   */
  private static void writeProfiles() throws Exception {
    file(
        ".aws/credentials", "[keys]\naws_access_key_id = AKIDPROFILE\naws_secret_access_key = s\n");
    file(
        ".aws/config",
        """
        [profile web]
        role_arn = %1$sprofileweb
        web_identity_token_file = %2$s
        [profile source]
        role_arn = %1$ssource
        source_profile = base
        [profile base]
        aws_access_key_id = AKIDBASE
        aws_secret_access_key = s
        [profile container]
        role_arn = %1$scontainer
        credential_source = EcsContainer
        [profile sso]
        sso_session = corp
        sso_account_id = 111122223333
        sso_role_name = deploy
        [sso-session corp]
        sso_region = us-east-1
        sso_start_url = %3$s
        [profile legacy]
        sso_start_url = %3$s
        sso_region = us-east-1
        sso_account_id = 111122223333
        sso_role_name = deploy
        [profile login]
        login_session = %4$s
        [profile command]
        credential_process = echo '{"Version":1,"AccessKeyId":"AKIDCOMMAND","SecretAccessKey":"s"}'
        """
            .formatted(ROLE, token, START, USER));
    // As `aws sso login` leaves it; it has to be renewed.
    file(
        ".aws/sso/cache/" + hex("SHA-1", "corp") + ".json",
        """
        {"accessToken":"OLD","expiresAt":"%s","refreshToken":"%s","clientId":"c",
         "clientSecret":"s","startUrl":"%s","region":"us-east-1"}
        """
            .formatted(Instant.now(), LoginStandIn.TOKEN, START));
    file(
        ".aws/sso/cache/" + hex("SHA-1", START) + ".json",
        "{\"accessToken\":\"LEGACY\",\"expiresAt\":\"%s\"}"
            .formatted(Instant.now().plus(Duration.ofHours(1))));
    // As `aws login` leaves it; it has to be renewed.
    file(
        ".aws/login/cache/" + hex("SHA-256", USER) + ".json",
        """
        {"accessToken":{"accessKeyId":"AKIDOLD","secretAccessKey":"s","sessionToken":"t",
         "accountId":"111122223333","expiresAt":"%s"},
         "clientId":"c","refreshToken":"%s","dpopKey":"%s"}
        """
            .formatted(Instant.now(), LoginStandIn.TOKEN, newKey()));
  }

  private static Path file(String name, String content) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Puts a class of the tests where a user puts jars of his own. */
  private static void addToExt(Class<?> main) throws IOException {
    String entry = main.getName().replace('.', '/') + ".class";
    Path jar = distribution.home().resolve("ext").resolve("logins.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = main.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
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
