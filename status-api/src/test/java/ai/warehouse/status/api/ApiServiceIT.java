package ai.warehouse.status.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Table;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.TopicSetup;
import ai.warehouse.status.testing.faults.DatabaseCall;
import ai.warehouse.status.testing.faults.Fault;
import ai.warehouse.status.testing.faults.FaultProxy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** The service as a whole, beside a broker and a database. */
@Timeout(180)
class ApiServiceIT {
  private static final Instant CREATED = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final BuildKey BUILD = new BuildKey("shop", "prod", "1.4.0");
  private static final String PREFIX = "api-service-";
  private static final String TOKEN = "a-token-of-24-characters";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static FaultProxy proxy;
  private static DynamoDbAsyncClient client;
  private static Admin admin;

  private ApiService service;

  @BeforeAll
  static void store() {
    kafka = TestServers.sharedKafka();
    dynamoDb = TestServers.sharedDynamoDb();
    proxy = new FaultProxy(dynamoDb.endpoint());
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .build();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    createTopics(PREFIX);
    StatusModels models = new StatusModels(client, new Tables(PREFIX));
    models.ensure().join();
    models.statuses().create(status()).join();
    models.statusHeads().create(StatusHead.of(status(), 7)).join();
    models.statusCounters().create(new StatusCounter(BUILD, 1, 7)).join();
    models
        .statusEvents()
        .create(
            StatusEvent.builder()
                .key(BUILD)
                .kind(EventKind.COMPLETE)
                .locale("en-US")
                .createdAt(CREATED)
                .build())
        .join();
  }

  @AfterAll
  static void close() {
    admin.close();
    client.close();
    proxy.close();
    dynamoDb.close();
    kafka.close();
  }

  @AfterEach
  void stop() {
    proxy.heal();
    if (service != null) {
      service.close();
    }
  }

  @Test
  void shouldServeWhatTheTablesHold() throws Exception {
    start(Map.of());

    assertThat(get("/healthcheck").body()).isEqualTo("ok");
    assertThat(get("/status/shop/prod").body()).contains("\"version\":\"1.4.0\"");
    assertThat(get("/").body()).contains("<html");
    assertThat(get("/openapi.yaml").body()).contains("/healthcheck");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ready()).isEqualTo(200));
    assertThat(metrics())
        .contains("warehouse_status_api_heads{service=\"status-api\"} 1.0")
        .contains("warehouse_status_api_published_total{outcome=\"stored\",service=");
  }

  @Test
  void shouldPublishForWhoHasTheTokenOnly() throws Exception {
    start(Map.of("publish.enabled", "true", "publish.token", TOKEN));

    assertThat(post("/events", "nobody").statusCode()).isEqualTo(401);
    assertThat(post("/events", TOKEN).statusCode()).isEqualTo(202);
    assertThat(metrics())
        .contains(
            "warehouse_status_api_published_total{outcome=\"stored\",service=\"status-api\"} 1");
  }

  @Test
  void shouldSayThatPublishingIsSwitchedOff() throws Exception {
    start(Map.of());

    assertThat(post("/events", TOKEN).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldAskReadersForALogin() throws Exception {
    start(Map.of("read.token", TOKEN));

    assertThat(get("/status/shop/prod").statusCode()).isEqualTo(401);
    assertThat(get("/healthcheck").statusCode()).isEqualTo(200);
    assertThat(send(request("/status/shop/prod", TOKEN).build()).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldEndStreamsAndAnswerWaitsWhenItStops() throws Exception {
    start(Map.of());
    HttpResponse<Stream<String>> stream =
        HTTP.send(request("/stream", TOKEN).build(), BodyHandlers.ofLines());
    Iterator<String> lines = stream.body().iterator();
    assertThat(lines.next()).isEqualTo("retry: 2000");
    CompletableFuture<HttpResponse<String>> waiting =
        HTTP.sendAsync(
            request("/wait/shop/prod/2.0.0?timeout=600", TOKEN).build(), BodyHandlers.ofString());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(metrics())
                    .contains("warehouse_status_api_waiting{service=\"status-api\"} 1.0"));

    service.close();

    assertThat(waiting.get().statusCode()).isEqualTo(503);
    assertThat(waiting.get().headers().firstValue("Retry-After")).isPresent();
    while (lines.hasNext()) {
      assertThat(lines.next()).doesNotContain("error");
    }
  }

  @Test
  void shouldBeNotReadyWhileTheTablesDoNotAnswer() throws Exception {
    start(Map.of());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ready()).isEqualTo(200));

    proxy.inject(Fault.refuse(500, "InternalServerError"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              // Asked of nobody, the database is not known to be away.
              assertThat(get("/builds/shop/prod").statusCode()).isEqualTo(503);
              get("/stream/shop/prod/1.4.0", 1);
              assertThat(management("/health/ready").body()).contains("DynamoDB does not answer");
            });
    assertThat(management("/health/live").statusCode()).isEqualTo(200);

    proxy.heal();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ready()).isEqualTo(200));
  }

  @Test
  void shouldWaitForTopicsAndTablesOfTheOthers() throws Exception {
    String late = "api-late-";
    service = service(Map.of("topics.prefix", late, "tables.prefix", late));
    CompletableFuture<Void> started =
        CompletableFuture.runAsync(service::start, task -> new Thread(task, "starter").start());

    await()
        .atMost(PATIENCE)
        .ignoreExceptions() // before there is a port
        .untilAsserted(
            () ->
                assertThat(management("/health/ready").body())
                    .contains("topic api-late-status does not exist"));
    createTopics(late);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(management("/health/ready").body())
                    .contains("table api-late-WrhsStatusHead does not exist"));
    new StatusModels(client, new Tables(late)).ensure().join();

    started.get();
    assertThat(get("/status/shop/prod").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAskForAllThatThePolicyAllowsAndNoMore() throws Exception {
    Set<String> asked = ConcurrentHashMap.newKeySet();
    proxy.inject(Fault.cut().only(call -> !asked.addAll(requests(call)) && false));
    start(Map.of());
    for (String path :
        List.of(
            "/status/shop/prod",
            "/status-events/shop/prod",
            "/progress/shop/prod",
            "/builds/shop/prod",
            "/badge/shop/prod.svg",
            "/wait/shop/prod/1.4.0?timeout=0")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
    get("/stream", 5);
    get("/stream/shop/prod", 5);

    assertThat(asked).isEqualTo(allowed());
  }

  private static Set<String> requests(DatabaseCall call) {
    Set<String> requests = new HashSet<>();
    for (Table<?> table : new Tables(PREFIX).all()) {
      if (call.names(table.name())) {
        requests.add(call.operation() + " " + table.name());
      }
    }
    return requests;
  }

  private static Set<String> allowed() throws IOException {
    Path policy = Path.of("..", "docs", "operations", "iam-policy-status-api.json");
    Set<String> allowed = new HashSet<>();
    for (JsonNode statement : new ObjectMapper().readTree(policy.toFile()).get("Statement")) {
      for (JsonNode action : statement.get("Action")) {
        for (JsonNode resource : statement.get("Resource")) {
          allowed.add(
              action.asText().replace("dynamodb:", "")
                  + " "
                  + resource.asText().replace("arn:aws:dynamodb:*:*:table/", PREFIX));
        }
      }
    }
    return allowed;
  }

  private void start(Map<String, String> more) {
    service = service(more);
    service.start();
  }

  private static ApiService service(Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", kafka.bootstrapServers());
    values.put("topics.prefix", PREFIX);
    values.put("tables.prefix", PREFIX);
    values.put("http.port", "0");
    values.put("api.port", "0");
    values.put("dynamodb.endpoint", proxy.endpoint().toString());
    values.put("dynamodb.region", dynamoDb.region());
    values.put("aws.accessKeyId", dynamoDb.accessKeyId());
    values.put("aws.secretAccessKey", dynamoDb.secretAccessKey());
    values.putAll(more);
    return new ApiService(ApiSettings.of(values));
  }

  private static void createTopics(String prefix) {
    new TopicSetup(admin).createMissing(new Topics(prefix).all(), 2, (short) 1);
  }

  private static Status status() {
    return Status.builder()
        .key(BUILD)
        .createdAt(CREATED)
        .updatedAt(CREATED)
        .total(1)
        .progress(100)
        .complete(true)
        .error(false)
        .revision(7)
        .build();
  }

  private int ready() throws Exception {
    return management("/health/ready").statusCode();
  }

  private String metrics() throws Exception {
    return management("/metrics").body();
  }

  private HttpResponse<String> management(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(service.managementPort(), path)).build());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(service.port(), path)).build());
  }

  /** Reads as many lines of a stream. */
  private List<String> get(String path, int lines) throws Exception {
    try (Stream<String> all =
        HTTP.send(HttpRequest.newBuilder(uri(service.port(), path)).build(), BodyHandlers.ofLines())
            .body()) {
      return all.limit(lines).toList();
    }
  }

  private HttpResponse<String> post(String path, String token) throws Exception {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"pkg":"shop","env":"test","version":"1.0.0","locale":"en-US"}
                    """))
            .build());
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(uri(service.port(), path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
