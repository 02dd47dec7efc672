package ai.warehouse.status.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

class StatusCommandIT {
  private static final Instant CREATED = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final String PREFIX = "look-";

  private static DynamoDbServer dynamoDb;
  private static DynamoDbAsyncClient client;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void store() {
    dynamoDb = TestServers.sharedDynamoDb();
    client = SinkHarness.client(dynamoDb.endpoint());
    StatusModels models = new StatusModels(client, new Tables(PREFIX));
    models.ensure().join();
    models.statuses().create(status("1.4.0", "1.3.0")).join();
    models.statuses().create(status("1.3.0", null)).join();
    models.statusHeads().update(new BuildKey("shop", "prod", "1.4.0"), CREATED, head -> {}).join();
  }

  @AfterAll
  static void close() {
    client.close();
    dynamoDb.close();
  }

  // For the command's own client, which finds them there as on a developer's machine.
  @BeforeEach
  void giveCredentials() {
    System.setProperty("aws.accessKeyId", dynamoDb.accessKeyId());
    System.setProperty("aws.secretAccessKey", dynamoDb.secretAccessKey());
  }

  @Test
  void shouldPrintTheStatusOfABuild() {
    // when
    int code = find(PREFIX, "shop", "prod", "1.3.0");

    // then
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8))
        .isEqualToIgnoringNewLines(
            """
            {"key":"shop!prod!1.3.0","pkg":"shop","env":"prod","version":"1.3.0",\
            "createdAt":"2026-11-23T20:47:03.120Z","updatedAt":"2026-11-23T20:47:03.120Z",\
            "total":2,"progress":50,"complete":false,"error":true,"revision":7}
            """);
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void shouldPrintTheLatestBuildWithoutVersion() {
    // when
    int code = find(PREFIX, "shop", "prod");

    // then
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8))
        .contains("\"version\":\"1.4.0\"")
        .contains("\"previousVersion\":\"1.3.0\"");
  }

  @Test
  void shouldSayThatNothingIsKnown() {
    // when
    int build = find(PREFIX, "shop", "prod", "9.9.9");
    int latest = find(PREFIX, "shop", "test");

    // then
    assertThat(List.of(build, latest)).containsOnly(1);
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8).lines())
        .containsExactly("Nothing is known of shop!prod!9.9.9", "Nothing is known of shop!test");
  }

  @Test
  void shouldTakeEmptyVariablesAsAbsent() {
    // given
    System.setProperty("aws.region", dynamoDb.region());
    System.setProperty("aws.endpointUrlDynamoDb", dynamoDb.endpoint().toString());

    // when picocli gives the options what empty variables hold
    int code = run("--endpoint=", "--region=", "--tables-prefix", PREFIX, "shop", "prod", "1.3.0");

    // then
    System.clearProperty("aws.region");
    System.clearProperty("aws.endpointUrlDynamoDb");
    assertThat(code).as(err.toString(UTF_8)).isZero();
  }

  @Test
  void shouldNameAMissingTable() {
    // when
    int code = find("other-", "shop", "prod", "1.4.0");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("status: table other-WrhsStatus is missing");
  }

  @Test
  void shouldSayThatTheDatabaseCannotBeReached() throws IOException {
    // given a port that is taken, so that nobody else can, and doesn't listen
    try (Socket deaf = new Socket()) {
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String nowhere = "http://127.0.0.1:" + deaf.getLocalPort();

      // when
      int code = run("--endpoint", nowhere, "--region", "us-east-1", "shop", "prod");

      // then
      assertThat(code).isEqualTo(2);
      assertThat(err.toString(UTF_8)).contains("Connection refused");
    }
  }

  @Test
  void shouldNotShowALoginInAnAddress() {
    // when
    int code = run("--endpoint", "http://me:mine@no host", "shop", "prod");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("http://[hidden]@no host");
  }

  @Test
  void shouldRefuseANameThatBreaksTheRules() {
    // when
    int code = find(PREFIX, "shop!prod!1.4.0", "prod");

    // then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("pkg contains '!'").endsWith("; see --help\n");
  }

  private int find(String tablesPrefix, String... build) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--endpoint", dynamoDb.endpoint().toString()));
    arguments.addAll(List.of("--region", dynamoDb.region(), "--tables-prefix", tablesPrefix));
    arguments.addAll(List.of(build));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return StatusMain.run(
        new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
  }

  private static Status status(String version, String previousVersion) {
    return Status.builder()
        .key(new BuildKey("shop", "prod", version))
        .createdAt(CREATED)
        .updatedAt(CREATED)
        .total(2)
        .progress(50)
        .complete(false)
        .error(true)
        .previousVersion(previousVersion)
        .revision(7)
        .build();
  }
}
