package ai.warehouse.status.reading;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.reading.OpenApi.Answer;
import ai.warehouse.status.reading.OpenApi.Operation;
import ai.warehouse.status.testing.faults.Fault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** docs/openapi.yaml says of the service what the service does, no less and no more. */
class OpenApiIT {
  static final JsonNode DOCUMENT = OpenApi.document();
  static final List<Operation> OPERATIONS = OpenApi.operations(DOCUMENT);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Map<String, String> NAMES =
      Map.of("{pkg}", "@shop/cart", "{env}", "prod", "{version}", "2.1.0", "{file}", "board.css");
  private static final String EVENT =
      "{\"pkg\":\"@shop/cart\",\"env\":\"prod\",\"version\":\"2.1.0\",\"eventType\":\"%s\",%s}";
  // Where there is nothing to ask the database for.
  private static final Set<String> LIVE =
      Set.of("publishEvents", "streamHeads", "streamHead", "streamBuild", "waitForBuild");

  private static ReadingSystem system;
  private static Reading api;
  private static Reading locked;

  @BeforeAll
  static void start() {
    system = new ReadingSystem();
    api = system.startApi(Map.of("request.max.bytes", "2000"));
    locked =
        system.startApi(
            Map.of(
                "publish.enabled", "false",
                "read.user", "reader",
                "read.password", "readers-password",
                "read.token", "what-readers-have-to-tell"));
    api.publish(EVENT.formatted("queued", "\"total\":1"));
    api.publish(EVENT.formatted("complete", "\"locale\":\"en-US\",\"message\":\"built\""));
    assertThat(api.get("/wait/@shop/cart/prod/2.1.0?timeout=60").code()).isEqualTo(200);
    await().atMost(PATIENCE).until(() -> api.get("/status/@shop/cart/prod").code() == 200);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void shouldDescribeEachRouteOfTheService() {
    assertThat(OPERATIONS)
        .extracting(Operation::toString)
        .containsExactlyInAnyOrderElementsOf(system.routes());
  }

  @Test
  void shouldBeValidOpenApi() {
    ObjectNode damaged = DOCUMENT.deepCopy();
    ((ObjectNode) damaged.at("/paths/~1events/post")).put("response", "202");

    assertThat(OpenApi.errors(DOCUMENT)).isEmpty();
    assertThat(OpenApi.errors(damaged)).isNotEmpty();
  }

  @Test
  void shouldResolveAllReferences() {
    assertThat(DOCUMENT.findValuesAsText("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldAnswerAsDescribed(Operation operation) throws Exception {
    assertDescribed(operation, get(operation, api, NAMES), operation.codes().get(0));
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldRefuseNamesThatBreakARule(Operation operation) throws Exception {
    if (operation.path().contains("{pkg}")) {
      Map<String, String> names = new TreeMap<>(NAMES);
      names.put("{pkg}", "shop!cart<b>");
      assertDescribed(operation, get(operation, api, names), "400");
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldSayThatThereIsNone(Operation operation) throws Exception {
    if (operation.codes().contains("404")) {
      Map<String, String> names = new TreeMap<>(NAMES);
      names.putAll(Map.of("{pkg}", "@nobody/knows", "{file}", "none.css"));
      Answer answer = get(operation, api, names);
      assertDescribed(operation, answer, "404");
      assertThat(answer.body()).containsAnyOf("@nobody/knows", "none.css");
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldAskForALogin(Operation operation) throws Exception {
    boolean open = operation.codes().stream().noneMatch("401"::equals);
    boolean publishes = operation.codes().contains("403");

    assertDescribed(
        operation,
        get(operation, locked, NAMES),
        open ? operation.codes().get(0) : publishes ? "403" : "401");
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void shouldSayThatTheDatabaseIsAway(Operation operation) throws Exception {
    if (operation.codes().contains("503") && !LIVE.contains(operation.id())) {
      // A name that is asked for the first time: nothing of it is cached.
      Map<String, String> names = new TreeMap<>(NAMES);
      names.put("{pkg}", "away-" + operation.id());
      system.database.inject(Fault.refuse(500, "InternalServerError"));
      try {
        assertDescribed(operation, get(operation, api, names), "503");
      } finally {
        system.database.heal();
      }
    }
  }

  @Test
  void shouldAnswerThatNothingHasChanged() throws Exception {
    for (Operation operation : OPERATIONS) {
      if (operation.codes().contains("304")) {
        Answer first = get(operation, api, NAMES);
        Answer second =
            send(
                HttpRequest.newBuilder(URI.create(api.address() + path(operation, NAMES)))
                    .header("If-None-Match", first.headers().firstValue("ETag").orElseThrow()));
        assertDescribed(operation, second, "304");
      }
    }
  }

  @Test
  void shouldAnswerGatesAsDescribed() throws Exception {
    Operation wait = operation("waitForBuild");

    assertDescribed(wait, ask(api, "/wait/a/b/c?timeout=0", null), "504");
    api.publish(
        """
        {"pkg":"bad","env":"prod","version":"1","eventType":"error","locale":"a","message":"m"}""");
    assertDescribed(wait, ask(api, "/wait/bad/prod/1?timeout=60", null), "409");
    assertDescribed(wait, ask(api, "/wait/a/b/c?timeout=soon", null), "400");
  }

  @Test
  void shouldAnswerPublishersAsDescribed() throws Exception {
    Operation publish = operation("publishEvents");

    assertDescribed(publish, post("{}", ReadingSystem.TOKEN), "400");
    assertDescribed(publish, post("[" + "{},".repeat(300), ReadingSystem.TOKEN), "400");
    assertDescribed(publish, post("x".repeat(3_000), ReadingSystem.TOKEN), "413");
    assertDescribed(publish, post("{}", "wrong"), "401");
    assertDescribed(
        publish,
        send(
            HttpRequest.newBuilder(URI.create(api.address() + "/events"))
                .header("Authorization", "Bearer " + ReadingSystem.TOKEN)
                .header("Content-Type", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        "415");
  }

  /** Each event of a stream is of the schema that the document names. */
  @Test
  void shouldStreamAsDescribed() {
    Map<String, Map<String, String>> schemas =
        Map.of(
            "/stream",
            Map.of("snapshot", "HeadsSnapshot", "changes", "HeadsChanges"),
            "/stream/streamed/prod",
            Map.of("snapshot", "BuildSnapshot", "changes", "BuildChanges"),
            "/stream/streamed/prod/1",
            Map.of("snapshot", "BuildSnapshot", "changes", "BuildChanges"));
    schemas.forEach(
        (path, named) -> {
          try (StreamReader stream = api.stream(path)) {
            await().atMost(PATIENCE).until(() -> !stream.of("snapshot").isEmpty());
            for (String fields :
                List.of(
                    "'eventType':'queued','total':2",
                    "'eventType':'complete','locale':'a','message':'m'",
                    "'eventType':'error','locale':'b','message':'m','details':'d'",
                    "'eventType':'error','details':'of all'")) {
              api.publish(
                  "{'pkg':'streamed','env':'prod','version':'1',%s}"
                      .formatted(fields)
                      .replace('\'', '"'));
            }
            await().atMost(PATIENCE).until(() -> showsFailing(stream));
            assertThat(stream.events())
                .allSatisfy(
                    event ->
                        assertThat(
                                OpenApi.errors(
                                    DOCUMENT,
                                    schema(named.getOrDefault(event.name(), "Upstream")),
                                    event.data()))
                            .as("%s %s %s", path, event.name(), event.data())
                            .isEmpty());
          }
        });
  }

  private static boolean showsFailing(StreamReader stream) {
    return stream.events().stream().anyMatch(event -> event.data().toString().contains("failing"));
  }

  /** The document repeats docs/schema, so that it can be read alone. */
  @Test
  void shouldRepeatTheSchemaOfStatus() {
    JsonNode published =
        OpenApi.read(OpenApi.FILE.resolveSibling("schema").resolve("status.schema.json"));

    assertThat(schema("Status").path("properties").toString())
        .isEqualTo(
            published
                .path("properties")
                .toString()
                .replace("#/$defs/name", "#/components/schemas/Name")
                .replace("#/$defs/time", "#/components/schemas/Time"));
    assertThat(schema("Status").path("required")).isEqualTo(published.path("required"));
    assertThat(schema("Name")).isEqualTo(published.at("/$defs/name"));
    assertThat(schema("Time")).isEqualTo(published.at("/$defs/time"));
  }

  @Test
  void shouldGiveExamplesThatAreValid() {
    List<JsonNode> examples = new ArrayList<>();
    DOCUMENT.at("/components/schemas/Event/examples").forEach(examples::add);

    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(
            example -> assertThat(OpenApi.errors(DOCUMENT, schema("Event"), example)).isEmpty());
  }

  /** Makes sure that these tests see faults. */
  @Test
  void shouldFindWhatIsNotDescribed() throws Exception {
    Operation status = operation("getStatus");
    Answer answer = ask(api, "/status/@shop/cart/prod/2.1.0", null);

    assertThat(faults(operation("getProgress"), answer)).isNotEmpty();
    assertThat(faults(status, new Answer(418, answer.headers(), answer.body())))
        .containsExactly("code 418 is not documented");
    assertThat(faults(status, new Answer(503, answer.headers(), answer.body())))
        .contains("header Retry-After is missing")
        .hasSizeGreaterThan(1);
  }

  private static JsonNode schema(String name) {
    return DOCUMENT.at("/components/schemas/" + name);
  }

  private static Operation operation(String id) {
    return OPERATIONS.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private static Answer post(String body, String token) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(api.address() + "/events"))
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static Answer get(Operation operation, Reading from, Map<String, String> names)
      throws Exception {
    boolean publishes = operation.method().equals("post");
    return ask(
        from, path(operation, names), publishes ? EVENT.formatted("event", "\"x\":0") : null);
  }

  private static String path(Operation operation, Map<String, String> names) {
    String path = operation.path();
    for (Map.Entry<String, String> name : names.entrySet()) {
      path = path.replace(name.getKey(), URLEncoder.encode(name.getValue(), UTF_8));
    }
    return path;
  }

  private static Answer ask(Reading from, String path, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(from.address() + path));
    if (body != null) {
      request
          .header("Authorization", "Bearer " + ReadingSystem.TOKEN)
          .POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return send(request);
  }

  /** Returns the answer; of a stream, which doesn't end, without its body. */
  private static Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<InputStream> answer =
        CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    boolean stream =
        answer.headers().firstValue("content-type").orElse("").startsWith("text/event-stream");
    try (InputStream body = answer.body()) {
      return new Answer(
          answer.statusCode(),
          answer.headers(),
          stream ? "" : new String(body.readAllBytes(), UTF_8));
    }
  }

  private static List<String> faults(Operation operation, Answer answer) {
    return OpenApi.faults(DOCUMENT, operation, answer);
  }

  private static void assertDescribed(Operation operation, Answer answer, String code) {
    assertThat(answer.code()).as("%s", operation).hasToString(code);
    assertThat(faults(operation, answer)).as("%s %s", operation, code).isEmpty();
  }
}
