package ai.warehouse.status.api.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.warehouse.status.api.http.Access;
import ai.warehouse.status.api.http.RunningServer;
import ai.warehouse.status.api.live.WaitOutcome;
import ai.warehouse.status.api.live.WaitOutcome.Result;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.types.Password;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each route, through the server, on tables in memory. */
class RoutesTest {

  private static final BuildKey BUILD = new BuildKey("@scope/name", "dev", "1.1.0");
  private static final String PATH = "/%40scope%2Fname/dev";
  private static final Instant TIME = Instant.now().minusSeconds(60);

  private final FakeTables tables = new FakeTables();
  private final FakeLive live = new FakeLive();
  private RunningServer server;

  @BeforeEach
  void start() {
    server = start(Access.open());
    Status before = status("1.0.0").complete(true).progress(100).total(3).build();
    Status head = status("1.1.0").previousVersion("1.0.0").progress(33).total(3).build();
    tables.put(before);
    tables.put(head);
    tables.put(StatusHead.of(head, 7));
    tables.put(new StatusCounter(BUILD, 1, 7));
  }

  private RunningServer start(Access access) {
    MeterRegistry registry = new SimpleMeterRegistry();
    StatusModels models = new StatusModels(tables, FakeTables.NAMES);
    return RunningServer.start(
        ApiRoutes.reading(
            new ApiRoutes.Sources(
                new TableReader(models),
                models.statusEvents()::findAllPaged,
                live,
                live,
                Duration.ofMinutes(30)),
            access,
            10,
            registry),
        registry);
  }

  private static Status.Builder status(String version) {
    return Status.builder()
        .key(new BuildKey(BUILD.pkg(), BUILD.env(), version))
        .createdAt(TIME)
        .updatedAt(TIME.plusSeconds(10))
        .revision(7);
  }

  private static StatusEvent event(int second) {
    Instant time = TIME.plusSeconds(second);
    return StatusEvent.builder()
        .key(BUILD)
        .eventId(EventIds.create(time))
        .kind(EventKind.EVENT)
        .locale("en-US")
        .message("message " + second)
        .createdAt(time)
        .build();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private JsonNode json(int status, String path) throws Exception {
    HttpResponse<String> response = server.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return new ObjectMapper().readTree(response.body());
  }

  @Test
  void shouldBeHealthy() throws Exception {
    assertThat(server.get("/healthcheck").body()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%40scope%2Fname/dev", "/@scope/name/dev", "/@scope/name/dev/1.1.0"})
  void shouldAnswerStatus(String path) throws Exception {
    JsonNode status = json(200, "/status" + path);

    assertThat(status.get("key").textValue()).isEqualTo("@scope/name!dev!1.1.0");
    assertThat(status.get("version").textValue()).isEqualTo("1.1.0");
    assertThat(status.get("total").intValue()).isEqualTo(3);
    assertThat(status.get("progress").intValue()).isEqualTo(33);
    assertThat(status.get("previousVersion").textValue()).isEqualTo("1.0.0");
    assertThat(status.get("complete").booleanValue()).isFalse();
  }

  @Test
  void shouldAnswerStatusOfOlderVersion() throws Exception {
    assertThat(json(200, "/status" + PATH + "/1.0.0").get("complete").booleanValue()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/status/none/dev, There is no build of package none in environment dev",
    "/status-events/none/dev, There is no build of package none in environment dev",
    "/progress/none/dev, There is no build of package none in environment dev",
    "/builds/none/dev, There is no build of package none in environment dev",
    "/badge/none/dev.svg, There is no build of package none in environment dev",
    "/badge/none/dev.json, There is no build of package none in environment dev",
    "/status/none/dev/2, There is no build of package none in environment dev at version 2",
    "/board/none.js, There is no file none.js",
    "/board/..%2f..%2fopenapi.yaml, There is no file ../../openapi.yaml"
  })
  void shouldNameWhatIsNotFound(String path, String error) throws Exception {
    assertThat(json(404, path).get("error").textValue()).isEqualTo(error);
  }

  @Test
  void shouldAnswerProgress() throws Exception {
    JsonNode progress = json(200, "/progress" + PATH);

    assertThat(progress.get("progress").doubleValue()).isEqualTo(100 * 1.0 / 3);
    assertThat(progress.get("count").intValue()).isEqualTo(1);
    assertThat(progress.get("total").intValue()).isEqualTo(3);
    assertThat(server.get("/progress" + PATH + "/9").body())
        .isEqualTo("{\"progress\":0,\"count\":0,\"total\":0}");
  }

  @Test
  void shouldAnswerEventsInBothOrders() throws Exception {
    for (int second = 0; second < 5; second++) {
      tables.put(event(second));
    }
    tables.pages(2, 100);

    assertThat(messages(json(200, "/status-events" + PATH)))
        .containsExactly("message 0", "message 1", "message 2", "message 3", "message 4");
    assertThat(messages(json(200, "/status-events" + PATH + "/1.1.0?order=desc&limit=3")))
        .containsExactly("message 4", "message 3", "message 2");
    assertThat(json(200, "/status-events" + PATH + "/1.0.0")).isEmpty();
    assertThat(json(200, "/status-events/none/dev/1")).isEmpty();
  }

  private static List<String> messages(JsonNode events) {
    List<String> messages = new ArrayList<>();
    events.forEach(event -> messages.add(event.get("message").textValue()));
    return messages;
  }

  @Test
  void shouldAskForEventsOfATime() throws Exception {
    json(200, "/status-events" + PATH + "?since=2026-11-23T20:47:03.120Z&until=2026-11-24T00:00Z");

    assertThat(tables.lastQuery().filterExpression())
        .isEqualTo("#createdAt >= :since AND #createdAt < :until");
    assertThat(tables.lastQuery().expressionAttributeValues().get(":since").s())
        .isEqualTo("2026-11-23T20:47:03.120Z");
  }

  @ParameterizedTest
  @CsvSource({
    "since=yesterday, since must be a time",
    "until=2026-11-24, until must be a time",
    "limit=0, limit must be a whole number from 1",
    "limit=x, limit must be a whole number from 1",
    "order=up, order must be asc or desc"
  })
  void shouldNameBadParameters(String query, String error) throws Exception {
    assertThat(json(400, "/status-events" + PATH + "?" + query).get("error").textValue())
        .startsWith(error);
  }

  @Test
  void shouldNotReadAheadOfAClientThatDoesNotRead() throws Exception {
    int events = 20_000;
    for (int i = 0; i < events; i++) {
      tables.put(event(i));
    }
    tables.pages(100, Integer.MAX_VALUE);

    server.connect("GET /status-events" + PATH + " HTTP/1.1\r\nHost: x\r\n\r\n");
    Awaitility.await().until(() -> tables.pagesRead() > 0);
    int whole = json(200, "/status-events" + PATH).size();

    assertThat(whole).isEqualTo(events);
    assertThat(tables.pagesRead() - events / 100).isBetween(1, events / 100 / 4);
  }

  @Test
  void shouldDisconnectWhereTheRestOfTheEventsCanNotBeRead() throws Exception {
    for (int i = 0; i < 2000; i++) {
      tables.put(event(i));
    }
    tables.pages(100, 15);

    assertThatIOException().isThrownBy(() -> server.get("/status-events" + PATH));
    assertThat(tables.pagesRead()).isGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/status", "/progress", "/status-events", "/builds"})
  void shouldSayThatTheTablesAreAway(String route) throws Exception {
    tables.away(true);

    HttpResponse<String> response = server.get(route + PATH);

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("2");
    assertThat(response.body()).contains("The tables can't be read at the moment", route + PATH);
  }

  @Test
  void shouldListBuilds() throws Exception {
    JsonNode answer = json(200, "/builds" + PATH);

    assertThat(answer.get("pkg").textValue()).isEqualTo("@scope/name");
    assertThat(answer.get("builds")).hasSize(2);
    JsonNode head = answer.get("builds").get(0);
    assertThat(head.get("version").textValue()).isEqualTo("1.1.0");
    assertThat(head.get("state").textValue()).isEqualTo("building");
    assertThat(head.get("head").booleanValue()).isTrue();
    JsonNode before = answer.get("builds").get(1);
    assertThat(before.get("state").textValue()).isEqualTo("complete");
    assertThat(before.get("durationMs").longValue()).isEqualTo(10_000);
    assertThat(json(200, "/builds" + PATH + "?limit=1").get("builds")).hasSize(1);
    assertThat(json(400, "/builds" + PATH + "?limit=101").get("error").textValue())
        .contains("limit must be a whole number from 1 to 100");
  }

  @Test
  void shouldLookAtEventsWhereTheStateIsInDoubt() throws Exception {
    Instant longAgo = Instant.now().minus(Duration.ofHours(2));
    Status old = status("1.2.0").createdAt(longAgo).updatedAt(longAgo).total(3).build();
    tables.put(old);
    tables.put(StatusHead.of(old, 8));

    String withoutEvents = json(200, "/badge" + PATH + ".json").get("message").textValue();
    tables.put(event(1).with(copy -> copy.key(old.key())));
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(json(200, "/badge" + PATH + ".json").get("message").textValue())
                    .isEqualTo("1.2.0 0 %"));

    assertThat(withoutEvents).isEqualTo("1.2.0 stalled");
  }

  @Test
  void shouldShowBadges() throws Exception {
    HttpResponse<String> svg = server.get("/badge" + PATH + ".svg");

    assertThat(svg.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(svg.body()).contains("@scope/name dev", "1.1.0 33 %").startsWith("<svg ");
    assertThat(server.get("/badge" + PATH + ".json").body())
        .isEqualTo(
            "{\"schemaVersion\":1,\"label\":\"@scope/name dev\",\"message\":\"1.1.0 33 %\","
                + "\"color\":\"1565c0\"}");
  }

  @Test
  void shouldStream() throws Exception {
    assertThat(server.get("/stream").body()).contains("data: all\n");
    assertThat(server.get("/stream" + PATH).body()).contains("data: @scope/name!dev\n");
    assertThat(server.get("/stream" + PATH + "/1.1.0").body())
        .contains("data: @scope/name!dev!1.1.0\n");
  }

  @ParameterizedTest
  @CsvSource({"COMPLETE, 200, complete", "FAILING, 409, failing", "TIMED_OUT, 504, timeout"})
  void shouldAnswerWhenTheWaitEnds(Result result, int status, String word) throws Exception {
    CompletableFuture<HttpResponse<String>> answer = server.sendAsync("/wait" + PATH + "/1.1.0");
    FakeLive.Wait wait = new FakeLive.Wait(BUILD, true, Duration.ofSeconds(300));
    Awaitility.await().until(() -> live.waits.containsKey(wait));
    assertThat(server.metric("waiting")).isOne();

    live.waits
        .get(wait)
        .complete(new WaitOutcome(result, status("1.1.0").total(3).progress(33).build()));

    assertThat(answer.get().statusCode()).isEqualTo(status);
    JsonNode json = new ObjectMapper().readTree(answer.get().body());
    assertThat(json.get("result").textValue()).isEqualTo(word);
    assertThat(json.get("state").textValue()).isEqualTo("building");
    assertThat(json.get("status").get("progress").intValue()).isEqualTo(33);
    assertThat(server.metric("waiting")).isZero();
  }

  @Test
  void shouldWaitAsAsked() throws Exception {
    CompletableFuture<HttpResponse<String>> answer =
        server.sendAsync("/wait/pkg/dev/2?timeout=0&fail=never");
    FakeLive.Wait wait = new FakeLive.Wait(new BuildKey("pkg", "dev", "2"), false, Duration.ZERO);
    Awaitility.await().until(() -> live.waits.containsKey(wait));

    live.waits.get(wait).complete(new WaitOutcome(Result.TIMED_OUT, null));

    assertThat(answer.get().body()).isEqualTo("{\"result\":\"timeout\"}");
    assertThat(json(400, "/wait/pkg/dev/2?timeout=3601").get("error").textValue())
        .isEqualTo("timeout must be a whole number from 0 to 3600");
    assertThat(json(400, "/wait/pkg/dev/2?fail=always").get("error").textValue())
        .isEqualTo("fail must be never, or absent");
  }

  @Test
  void shouldLetInWhoMayRead() throws Exception {
    server.close();
    server = start(Access.of("ada", new Password("word"), new Password("token")));

    assertThat(server.get("/healthcheck").statusCode()).isEqualTo(200);
    for (String path : List.of("/", "/status" + PATH, "/stream", "/openapi.yaml", "/board/x.js")) {
      assertThat(server.get(path).statusCode()).as(path).isEqualTo(401);
    }
    assertThat(server.get("/status" + PATH, "Authorization", "Bearer token").statusCode())
        .isEqualTo(200);
    assertThat(server.get("/status" + PATH, "Authorization", "Basic YWRhOndvcmQ=").statusCode())
        .isEqualTo(200);
  }
}
