package ai.warehouse.status.service.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.testing.faults.CredentialsEndpoint;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Through the SDK's own providers, as it is the SDK that wraps exceptions, or hides them. */
class ClassifyingCredentialsProviderTest {
  private static final String TOKEN = "ey.token-of-a-pod";

  // Nobody can listen on port 0, so a request can't get anywhere. One client, as closing takes 2 s.
  private static final DynamoDbAsyncClient CLIENT =
      DynamoDbAsyncClient.builder()
          .endpointOverride(URI.create("http://127.0.0.1:0"))
          .region(Region.US_EAST_1)
          .overrideConfiguration(o -> o.retryStrategy(retry -> retry.maxAttempts(1)))
          .build();

  @TempDir private Path folder;

  private final Properties before = (Properties) System.getProperties().clone();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    set("aws.configFile", folder.resolve("config"));
    set("aws.sharedCredentialsFile", folder.resolve("credentials"));
    set("aws.region", "us-east-1");
    // The SDK waits up to seconds before it asks a login again.
    set("aws.maxAttempts", "1");
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @AfterAll
  static void closeClient() {
    CLIENT.close();
  }

  @AfterEach
  void close() {
    server.stop(0);
    System.setProperties(before);
  }

  private static void set(String key, Object value) {
    System.setProperty(key, value.toString());
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Test
  void shouldSayThatNoLoginIsConfigured() {
    set("aws.disableEc2Metadata", "true");

    Throwable failure = failureOfARequest();

    assertThat(FailureClassifier.classify(failure)).isEqualTo(FailureKind.FATAL);
    assertThat(failure)
        .hasStackTraceContaining("No AWS credentials from instance metadata (there is no other")
        .hasStackTraceContaining("nothing in profile default");
  }

  @Test
  void shouldTakeMetadataThatNobodyServesForNone() throws IOException {
    try (Socket deaf = deaf()) {
      // As on a machine of one's own, where the well-known address leads nowhere.
      AwsLogin found = metadataAt("http://127.0.0.1:" + deaf.getLocalPort());
      AwsLogin uncertain = new AwsLogin(found.name(), found.provider(), false);

      assertThat(failure(() -> uncertain).isRetryable()).isFalse();
      assertThat(failure(() -> found).isRetryable()).isTrue();
    }
  }

  private AwsLogin metadataAt(String endpoint) {
    set("aws.ec2MetadataServiceEndpoint", endpoint);
    return AwsLogin.find();
  }

  @ParameterizedTest
  @CsvSource({"503, true", "500, true", "429, true", "400, false", "403, false", "404, false"})
  void shouldWaitForAContainersEndpointUnlessItRefuses(int answer, boolean passing) {
    set("aws.containerCredentialsFullUri", url() + "/container");
    status = answer;

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure.isRetryable()).isEqualTo(passing);
    assertThat(failure).hasMessageContaining("No AWS credentials from container (AWS_CONTAINER_");
  }

  @ParameterizedTest
  @CsvSource({
    "503, ServiceUnavailable, true",
    "400, Throttling, true",
    "400, IDPCommunicationError, true",
    "403, AccessDenied, false",
    "400, InvalidIdentityToken, false",
    "400, ExpiredTokenException, false",
  })
  void shouldWaitForTheTokenServiceUnlessItRefuses(int answer, String code, boolean passing)
      throws IOException {
    webIdentity();
    status = answer;
    body =
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>not %s</Message></Error></ErrorResponse>"
            .formatted(code, TOKEN);

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure.isRetryable()).isEqualTo(passing);
    assertThat(failure)
        .hasMessageContaining("No AWS credentials from web identity (AWS_WEB_IDENTITY_TOKEN_FILE)")
        .hasMessageContaining("not [hidden]")
        .hasMessageContaining("Status Code: " + answer);
  }

  private void webIdentity() throws IOException {
    set("aws.webIdentityTokenFile", Files.writeString(folder.resolve("token"), TOKEN));
    set("aws.roleArn", "arn:aws:iam::111122223333:role/sink");
    set("aws.endpointUrlSts", url());
  }

  @Test
  void shouldWaitForWhoeverRefusesConnections() throws IOException {
    webIdentity();
    try (Socket deaf = deaf()) {
      String nowhere = "http://127.0.0.1:" + deaf.getLocalPort();
      set("aws.endpointUrlSts", nowhere);
      assertThat(failure(AwsLogin::find).isRetryable()).isTrue();

      System.clearProperty("aws.webIdentityTokenFile");
      set("aws.containerCredentialsFullUri", nowhere);
      assertThat(failure(AwsLogin::find))
          .hasMessageContaining("Connection refused")
          .matches(CredentialsException::isRetryable);
    }
  }

  /** A port that is taken, so that nobody else can have it, and doesn't listen. */
  private static Socket deaf() throws IOException {
    Socket deaf = new Socket();
    deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return deaf;
  }

  @Test
  void shouldNotBecomeAnotherRoleWhileItsOwnIsAway() throws IOException {
    webIdentity();
    set("aws.endpointUrlSts", "http://127.0.0.1:0");
    set("aws.containerCredentialsFullUri", url());
    body = CredentialsEndpoint.credentials("AKIDMACHINE", Instant.now().plus(Duration.ofHours(1)));

    assertThat(failure(AwsLogin::find)).hasMessageContaining("web identity");
  }

  @Test
  void shouldSayWhichFileIsMissing() throws IOException {
    webIdentity();
    set("aws.webIdentityTokenFile", folder.resolve("nowhere"));

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure).hasMessageContaining("nowhere");
  }

  @Test
  void shouldSayThatHalfAKeyIsMissing() {
    set("aws.accessKeyId", "AKID");
    set("aws.containerCredentialsFullUri", url());

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("No AWS credentials from access key")
        .hasMessageContaining("aws.secretAccessKey");
  }

  @Test
  void shouldTakeWhatIsEmptyForUnset() {
    set("aws.accessKeyId", "");
    set("aws.webIdentityTokenFile", "");
    set("aws.profile", "");
    set("aws.containerCredentialsFullUri", url());

    assertThat(AwsLogin.find().name()).startsWith("container");
  }

  @ParameterizedTest
  @CsvSource({
    "exit 3, credential_process ended with exit code 3",
    "true, credential_process printed no credentials"
  })
  void shouldNotShowWhatACommandPrints(String end, String reason) throws IOException {
    Files.writeString(
        folder.resolve("config"),
        "[default]\ncredential_process = sh -c 'echo hunter2; echo hunter2 >&2; " + end + "'\n");

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure.isRetryable()).as("may succeed next time").isTrue();
    assertThat(failure).hasMessageContaining("No AWS credentials from profile default: " + reason);
    assertThat(failure.toString()).doesNotContain("hunter2");
    assertThat(failure).hasNoCause();
  }

  @Test
  void shouldNotShowATokenThatCannotBeSent() throws IOException {
    set("aws.containerCredentialsFullUri", url());
    set(
        "aws.containerAuthorizationTokenFile",
        Files.writeString(folder.resolve("token"), TOKEN + "\n"));

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure).hasMessageContaining("Illegal character(s) in message header value");
    assertThat(failure.getMessage()).doesNotContain(TOKEN);
  }

  @Test
  void shouldSayWhatAProfileLacks() throws IOException {
    set("aws.profile", "deploy");
    Files.writeString(
        folder.resolve("config"), "[profile deploy]\nrole_arn = r\nsource_profile = nobody\n");

    CredentialsException failure = failure(AwsLogin::find);

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure)
        .hasMessageContaining("No AWS credentials from profile deploy")
        .hasMessageContaining("'nobody'");
  }

  @Test
  void shouldOutlastWhateverHappensToALoginThatHasWorked() {
    set("aws.containerCredentialsFullUri", url());
    // So that the SDK asks anew each time.
    body = CredentialsEndpoint.credentials("AKID1", Instant.now());
    try (ClassifyingCredentialsProvider credentials = provider(AwsLogin::find)) {
      assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("AKID1");

      status = 403;
      Awaitility.await().until(() -> catchThrowable(credentials::resolveCredentials) != null);
      assertThatThrownBy(credentials::resolveCredentials)
          .isInstanceOfSatisfying(
              CredentialsException.class, failure -> assertThat(failure.isRetryable()).isTrue());

      body = CredentialsEndpoint.credentials("AKID2", Instant.now().plus(Duration.ofHours(1)));
      status = 200;
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> credentials.resolveCredentials().accessKeyId().equals("AKID2"));
    }
  }

  @Test
  void shouldHoldUpNobodyWhileTheLoginIsSlow() {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    AwsCredentials early = session("AKID1", Instant.now().plus(Duration.ofHours(1)));
    try (ClassifyingCredentialsProvider credentials =
        provider(
            login(
                () -> {
                  if (asked.getAndIncrement() > 0) {
                    await(slow);
                  }
                  return early;
                }))) {
      assertThat(credentials.resolveCredentials()).isEqualTo(early);
      Awaitility.await()
          .until(
              () -> {
                assertThat(credentials.resolveCredentials()).isEqualTo(early);
                return asked.get() == 2;
              });
      assertThat(credentials.resolveCredentials()).isEqualTo(early);

      assertThat(asked).hasValue(2);
      slow.countDown();
    }
  }

  @Test
  void shouldGiveWhatHasNotExpiredWhileTheLoginFails() {
    AtomicInteger asked = new AtomicInteger();
    AwsCredentials early = session("AKID1", Instant.now().plus(Duration.ofHours(1)));
    try (ClassifyingCredentialsProvider credentials =
        provider(
            login(
                () -> {
                  if (asked.getAndIncrement() > 0) {
                    throw new IllegalStateException("away");
                  }
                  return early;
                }))) {
      // So often that it meets the failure, before the login is asked again.
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                assertThat(credentials.resolveCredentials()).isEqualTo(early);
                return asked.get() > 2;
              });
    }
  }

  @Test
  void shouldNotGiveWhatHasExpiredWhileTheLoginIsSlow() {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    try (ClassifyingCredentialsProvider credentials =
        provider(
            login(
                () -> {
                  if (asked.getAndIncrement() > 0) {
                    await(slow);
                    return session("AKID2", Instant.now().plus(Duration.ofHours(1)));
                  }
                  return session("AKID1", Instant.now());
                }))) {
      assertThat(credentials.resolveCredentials().accessKeyId()).isEqualTo("AKID1");
      Awaitility.await().until(() -> catchThrowable(credentials::resolveCredentials) != null);
      assertThatThrownBy(credentials::resolveCredentials).hasMessageContaining("no answer yet");

      slow.countDown();
      Awaitility.await()
          .ignoreExceptions()
          .until(() -> credentials.resolveCredentials().accessKeyId().equals("AKID2"));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Supplier<AwsLogin> login(AwsCredentialsProvider provider) {
    return () -> new AwsLogin("test", provider, true);
  }

  private static AwsCredentials session(String key, Instant expiration) {
    return AwsSessionCredentials.builder()
        .accessKeyId(key)
        .secretAccessKey("s")
        .sessionToken("t")
        .expirationTime(expiration)
        .build();
  }

  @Test
  void shouldLeaveARefusedConnectionToTheDatabaseRetryable() {
    Throwable failure =
        failureOfARequest(provider(login(() -> AwsBasicCredentials.create("local", "local"))));

    assertThat(FailureClassifier.classify(failure)).isEqualTo(FailureKind.RETRYABLE);
  }

  // Asks the login again without a long wait.
  private static ClassifyingCredentialsProvider provider(Supplier<AwsLogin> login) {
    return new ClassifyingCredentialsProvider(login, Duration.ofMillis(20));
  }

  private static CredentialsException failure(Supplier<AwsLogin> login) {
    try (ClassifyingCredentialsProvider credentials = provider(login)) {
      return catchThrowableOfType(CredentialsException.class, credentials::resolveCredentials);
    }
  }

  private static Throwable failureOfARequest() {
    return failureOfARequest(provider(AwsLogin::find));
  }

  private static Throwable failureOfARequest(ClassifyingCredentialsProvider credentials) {
    try (credentials) {
      return catchThrowable(
          () ->
              CLIENT
                  .describeTable(
                      table ->
                          table
                              .tableName("any")
                              .overrideConfiguration(o -> o.credentialsProvider(credentials)))
                  .join());
    }
  }
}
