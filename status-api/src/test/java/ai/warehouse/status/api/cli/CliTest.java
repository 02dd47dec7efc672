package ai.warehouse.status.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.cli.FakeService.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line by way of a service. */
@Timeout(60)
class CliTest {
  private static final String STATUS =
      "{\"key\":\"@shop/cart!prod!1.4.0\",\"pkg\":\"@shop/cart\",\"env\":\"prod\","
          + "\"version\":\"1.4.0\",\"createdAt\":\"2026-11-23T20:47:03.120Z\","
          + "\"updatedAt\":\"2026-11-23T20:48:03.120Z\",\"total\":2,\"progress\":50,"
          + "\"complete\":false,\"error\":%s,\"previousVersion\":\"1.3.0\",\"revision\":7}";
  private static final String NOTHING = "{\"error\":\"Nothing is known of it\"}";

  private FakeService service;

  @BeforeEach
  void start() throws IOException {
    service = new FakeService();
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void shouldPrintAStatusForPeople() {
    service.willAnswer(200, STATUS.formatted(true));

    Called called = call("get", "@shop/cart", "prod", "1.4.0");

    assertThat(called)
        .isEqualTo(
            new Called(
                0,
                """
                package      @shop/cart
                environment  prod
                version      1.4.0
                state        failing
                progress     50 % of 2
                begun        2026-11-23T20:47:03.120Z
                changed      2026-11-23T20:48:03.120Z
                previous     1.3.0
                """,
                ""));
    assertThat(service.asked())
        .extracting(Asked::path)
        .containsExactly("/status/%40shop%2Fcart/prod/1.4.0");
  }

  @Test
  void shouldPrintAStatusAsJson() {
    service.willAnswer(200, STATUS.formatted(false));

    Called called = call("get", "--json", "shop", "prod");

    assertThat(called).isEqualTo(new Called(0, STATUS.formatted(false) + "\n", ""));
    assertThat(service.asked()).extracting(Asked::path).containsExactly("/status/shop/prod");
  }

  @Test
  void shouldSayThatNothingIsKnown() {
    service.willAnswer(404, NOTHING);

    assertThat(call("get", "shop", "prod"))
        .isEqualTo(new Called(1, "", "Nothing is known of shop prod\n"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "404, not here, is a status-api there?",
        "200, <html>, is a status-api there?",
        "302, `` , HTTP 302",
        "401, {\"error\":\"Who are you?\"}, Who are you? (HTTP 401); WAREHOUSE_STATUS_TOKEN",
        "503, {\"error\":\"Not now\"}, Not now (HTTP 503)",
        "502, `` , HTTP 502",
      })
  void shouldTellWhatAnAnswerMeans(int status, String body, String meaning) {
    service.willAnswer(status, body);

    Called called = call("get", "shop", "prod");

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.out()).isEmpty();
    assertThat(called.err()).startsWith("warehouse-status: ").contains(meaning);
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    service.close();

    Called called = call("get", "shop", "prod");

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.err())
        .isEqualTo(
            "warehouse-status: No answer from %s: cannot connect\n".formatted(service.url()));
  }

  @Test
  void shouldPrintEventsOneALine() {
    service.willAnswer(
        200,
        """
        [{"pkg":"shop","env":"prod","version":"1","eventType":"queued","createdAt":"T1"},
         {"pkg":"shop","env":"prod","version":"1","eventType":"error","locale":"de-DE",
          "message":"\\u001b[2Jgone\\n\\u202Ewrong","createdAt":"T2"}]
        """);

    Called called =
        call(
            "events",
            "shop",
            "prod",
            "1",
            "--since=2026-11-23T20:47Z",
            "--limit=2",
            "--newest-first");

    assertThat(called.exitCode()).as(called.err()).isZero();
    assertThat(called.out())
        .isEqualTo("T1  queued   -\nT2  error    de-DE    \uFFFD[2Jgone \uFFFDwrong\n");
    assertThat(service.asked())
        .extracting(Asked::path)
        .containsExactly(
            "/status-events/shop/prod/1?since=2026-11-23T20%3A47%3A00.000Z&limit=2&order=desc");
  }

  @ParameterizedTest
  @CsvSource({"200, []", "404, `{\"error\":\"no head\"}`"})
  void shouldSayThatThereAreNoEvents(int status, String body) {
    service.willAnswer(status, body.replace("`", ""));

    assertThat(call("events", "shop", "prod"))
        .isEqualTo(new Called(1, "", "There are no such events of shop prod\n"));
  }

  @ParameterizedTest
  @CsvSource({"200, complete, 0", "409, failing, 1", "504, timeout, 3"})
  void shouldWaitForTheOutcome(int status, String result, int exitCode) {
    service.willAnswer(
        status, "{\"result\":\"%s\",\"status\":%s}".formatted(result, STATUS.formatted(true)));

    Called called = call("wait", "--json", "--timeout=0", "shop", "prod", "1");

    assertThat(called).isEqualTo(new Called(exitCode, STATUS.formatted(true) + "\n", ""));
    assertThat(service.asked())
        .extracting(Asked::path)
        .containsExactly("/wait/shop/prod/1?timeout=0");
  }

  @Test
  void shouldWaitOnWhereTheServiceIsAwayMeanwhile() {
    service.willAnswer(503, "{\"error\":\"The service stops\"}").willAnswer(504, "<html>proxy");
    service.willAnswer(200, "{\"result\":\"complete\"}");

    Called called = call("wait", "shop", "prod", "1", "--even-if-failing");

    assertThat(called.exitCode()).isZero();
    assertThat(called.err()).contains("The service stops (HTTP 503); trying again");
    assertThat(service.asked().get(2).path()).contains("fail=never");
  }

  @Test
  void shouldPublishWhatTheOptionsTell() {
    service.willAnswer(202, "{\"accepted\":1}");

    Called called =
        call(
            "publish",
            "shop",
            "prod",
            "1.4.0",
            "--type=queued",
            "--total=2",
            "--message=näher",
            "--event-id=8d8ac610-566d-4ef0-9c22-186b2a5ed793",
            "--created-at=2026-11-23T20:47:03.12Z");

    assertThat(called).isEqualTo(new Called(0, "8d8ac610-566d-4ef0-9c22-186b2a5ed793\n", ""));
    Asked asked = service.asked().get(0);
    assertThat(asked.path()).isEqualTo("/events");
    assertThat(asked.contentType()).isEqualTo("application/x-ndjson");
    assertThat(asked.body())
        .isEqualTo(
            "{\"pkg\":\"shop\",\"env\":\"prod\",\"version\":\"1.4.0\",\"eventType\":\"queued\","
                + "\"error\":false,\"message\":\"näher\",\"total\":2,"
                + "\"createdAt\":\"2026-11-23T20:47:03.120Z\","
                + "\"eventId\":\"8d8ac610-566d-4ef0-9c22-186b2a5ed793\"}\n");
  }

  @Test
  void shouldPublishAgainWithTheSameIdsWhileTheServiceIsBusy() {
    service.willAnswer(429, "{\"error\":\"Too many\"}").willAnswer(202, "{}");

    Called called = Called.with(Map.of("WAREHOUSE_STATUS_URL", service.url()), lines(2), "publish");

    assertThat(called.exitCode()).as(called.err()).isZero();
    assertThat(called.out().lines()).hasSize(2);
    assertThat(service.asked()).hasSize(2);
    assertThat(service.asked().get(0).body()).isEqualTo(service.asked().get(1).body());
    assertThat(service.asked().get(0).body().lines()).hasSize(2);
  }

  @Test
  void shouldPublishInputInBatches() {
    service.willAnswer(202, "{}").willAnswer(202, "{}").willAnswer(202, "{}");

    Called called =
        Called.with(
            Map.of("WAREHOUSE_STATUS_URL", service.url()), lines(1001), "publish", "--json");

    assertThat(called.exitCode()).as(called.err()).isZero();
    assertThat(called.out().lines()).hasSize(1001);
    assertThat(service.asked().stream().map(asked -> asked.body().lines().count()))
        .containsExactly(500L, 500L, 1L);
  }

  @Test
  void shouldNameTheLineThatBreaksARule() {
    service.willAnswer(202, "{}");

    Called called =
        Called.with(
            Map.of("WAREHOUSE_STATUS_URL", service.url()),
            lines(2) + "\n\n{\"pkg\":\"shop\",\"env\":\"prod\"}\n" + lines(1),
            "publish");

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.out().lines()).hasSize(2);
    assertThat(called.err())
        .isEqualTo("warehouse-status: line 5: missing-field: version is missing\n");
  }

  @Test
  void shouldRefuseAnEventThatBreaksARule() {
    Called called = call("publish", "shop", "prod", "1", "--type=done");

    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.err()).contains("eventType is none of event, queued, complete");
    assertThat(service.asked()).isEmpty();
  }

  @Test
  void shouldFollowAStreamAndReconnect() {
    service.willAnswer(
        200,
        """
        retry: 2000

        : alive
        event: snapshot
        data: {"heads":[{"pkg":"shop","env":"prod","version":"1","state":"building",
        data: "progress":0,"total":2,"updatedAt":"T1"}]}

        event: upstream
        data: {"ok":false,"what":"kafka","since":"T2"}

        event: changes
        data: {"heads":[{"pkg":"shop","env":"prod","version":"1","state":"complete",\
        "progress":100,"total":2,"updatedAt":"T3"}]}

        """);
    service.willAnswer(503, "{\"error\":\"The service starts\"}");
    service.willAnswer(401, "{\"error\":\"no more\"}");

    Called called = call("watch");

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.out())
        .isEqualToNormalizingNewlines(
            """
            T1  shop             prod   1            building   0 % of 2
            T3  shop             prod   1            complete 100 % of 2
            """);
    assertThat(called.err())
        .contains(
            "The service has not reached kafka since T2",
            "The service ended the stream",
            "The service starts",
            "no more");
  }

  @Test
  void shouldLogInWithATokenThatNoArgumentHas(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "from-the-file\n");
    service.willAnswer(404, NOTHING).willAnswer(404, NOTHING).willAnswer(404, NOTHING);

    Called.with(Map.of("WAREHOUSE_STATUS_TOKEN", "t0ken"), "", get("--url", service.url()));
    Called.with(
        Map.of("WAREHOUSE_STATUS_TOKEN", "t0ken"),
        "",
        get("--url", service.url(), "--token-file", file.toString()));
    Called.with(
        Map.of("WAREHOUSE_STATUS_READ_USER", "me", "WAREHOUSE_STATUS_READ_PASSWORD", "mine"),
        "",
        get("--url", service.url()));

    assertThat(service.asked())
        .extracting(Asked::authorization)
        .containsExactly("Bearer t0ken", "Bearer from-the-file", "Basic bWU6bWluZQ==");
  }

  @Test
  void shouldNotQuoteSecrets() {
    Called token =
        Called.with(Map.of("WAREHOUSE_STATUS_TOKEN", "se cret"), "", get("--url", service.url()));
    Called url = Called.with(Map.of(), "", get("--url", "http://me:mine@no host"));
    Called login = Called.with(Map.of(), "", get("--url", "http://me:mine@localhost"));
    Called stray = Called.with(Map.of(), "", get("--token=secret", "--url", service.url()));

    assertThat(token.err()).contains("WAREHOUSE_STATUS_TOKEN holds no token");
    assertThat(url.err()).contains("http://[hidden]@no host");
    assertThat(login.err()).contains("a login goes into variables");
    for (Called called : new Called[] {token, url, login, stray}) {
      assertThat(called.exitCode()).isEqualTo(2);
      assertThat(called.err()).doesNotContain("cret", "mine");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get shop!prod prod",
        "get shop",
        "watch shop",
        "wait shop prod 1 --timeout=-1",
        "events shop prod --limit=0",
        "events shop prod --since=yesterday",
        "gett shop prod",
        "",
        "get --url http://localhost --region r shop prod",
        "get --url ftp://localhost shop prod",
        "get --token-file f shop prod",
        "get --interval 0 shop prod",
      })
  void shouldRefuseBadUsage(String arguments) {
    Called called =
        Called.with(Map.of(), "", arguments.isEmpty() ? new String[0] : arguments.split(" "));

    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.out()).isEmpty();
    assertThat(called.err()).isNotEmpty();
  }

  @Test
  void shouldPrintHelpVersionAndCompletion() {
    assertThat(Called.with(Map.of(), "", "--help").out()).contains("publish", "watch", "Exit code");
    assertThat(Called.with(Map.of(), "", "wait", "--help").out()).contains("3 neither");
    assertThat(Called.with(Map.of(), "", "--version").out()).startsWith("warehouse-status ");
    assertThat(Called.with(Map.of(), "", "generate-completion").out())
        .contains("complete -F", "--even-if-failing");
  }

  private Called call(String... arguments) {
    return Called.with(Map.of("WAREHOUSE_STATUS_URL", service.url() + "/"), "", arguments);
  }

  private static String[] get(String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "get";
    System.arraycopy(options, 0, arguments, 1, options.length);
    arguments[options.length + 1] = "shop";
    arguments[options.length + 2] = "prod";
    return arguments;
  }

  private static String lines(int count) {
    return "{\"pkg\":\"shop\",\"env\":\"prod\",\"version\":\"1\"}\n".repeat(count);
  }
}
