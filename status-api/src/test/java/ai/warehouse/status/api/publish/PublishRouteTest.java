package ai.warehouse.status.api.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.http.Access;
import ai.warehouse.status.api.http.ApiServer.Limits;
import ai.warehouse.status.api.http.Route;
import ai.warehouse.status.api.http.Router;
import ai.warehouse.status.api.http.RunningServer;
import ai.warehouse.status.model.StatusEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /events} over HTTP, with a stand-in for Kafka. */
@Timeout(60)
class PublishRouteTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "a-token-of-24-characters";
  private static final int MAX_BYTES = 100_000;
  private static final String EVENT = "{\"pkg\":\"shop\",\"env\":\"prod\",\"version\":\"1\"}\n";

  private final List<StatusEvent> sent = new CopyOnWriteArrayList<>();
  private final Queue<CompletableFuture<Void>> answers = new ArrayDeque<>();
  private final EventPublishing publishing =
      new EventPublishing(this::append, Duration.ofMillis(200), 1);
  private final RunningServer server = serve(new PublishRoute(publishing, Clock.systemUTC()));

  private synchronized CompletableFuture<Void> append(StatusEvent event) {
    sent.add(event);
    return answers.isEmpty() ? CompletableFuture.completedFuture(null) : answers.remove();
  }

  private static RunningServer serve(Route route) {
    Router router =
        new Router(Access.open()).post("/events", Access.bearer(new Password(TOKEN)), route);
    return RunningServer.start(router, Limits.of(MAX_BYTES));
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    publishing.close();
  }

  @Test
  void shouldAnswerWithTheIdsOfWhatIsStored() throws Exception {
    HttpResponse<String> answer = post(EVENT.repeat(3));

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.get("accepted").asInt()).isEqualTo(3);
    assertThat(body.get("eventIds"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(sent.stream().map(event -> event.eventId().toString()).toList());
  }

  @Test
  void shouldPublishNothingOfARequestWithABadEvent() throws Exception {
    HttpResponse<String> answer = post(EVENT + "{\"pkg\":\"shop\",\"env\":\"prod\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"item 1: missing-field: version is missing; nothing is published\","
                + "\"item\":1,\"field\":\"version\",\"reason\":\"missing-field\"}");
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldLimitTheNumberOfEventsAndOfBytes() throws Exception {
    assertThat(post(EVENT.repeat(EventIntake.MAX_EVENTS + 1)).statusCode()).isEqualTo(413);
    assertThat(post(EVENT + " ".repeat(MAX_BYTES)).statusCode()).isEqualTo(413);
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldTellWhichEventsAreStoredForCertain() throws Exception {
    answers.add(CompletableFuture.completedFuture(null));
    answers.add(new CompletableFuture<>());

    HttpResponse<String> answer = post(EVENT.repeat(2));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.get("error").asText())
        .contains("1 of 2 events are stored", "an event that is stored twice counts once");
    assertThat(body.get("eventIds")).hasSize(2);
    assertThat(body.get("stored")).containsExactly(body.get("eventIds").get(0));
  }

  @Test
  void shouldSayThatAnEventIsTooLargeForKafka() throws Exception {
    answers.add(CompletableFuture.failedFuture(new RecordTooLargeException("2 MB")));

    HttpResponse<String> answer = post(EVENT);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("2 MB").doesNotContain("again");
  }

  @Test
  void shouldRefuseWhatWouldWaitTooLong() throws Exception {
    publishing.close();

    HttpResponse<String> answer = post(EVENT);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json; charset=utf-8", "Text/Plain", "application/a+json"})
  void shouldGoByContentAndNotByItsType(String type) throws Exception {
    assertThat(post("[" + EVENT + "]", type).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "multipart/form-data", "application/xml", "nonsense"})
  void shouldRefuseWhatIsMeantForOthers(String type) throws Exception {
    assertThat(post(EVENT, type).statusCode()).isEqualTo(415);
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldSayThatPublishingIsSwitchedOff() throws Exception {
    try (RunningServer off = serve(PublishRoute.switchedOff())) {
      HttpResponse<String> answer = off.send(request(off, EVENT, "application/json"));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("publish.enabled");
    }
  }

  private HttpResponse<String> post(String body) throws Exception {
    return post(body, "application/json");
  }

  private HttpResponse<String> post(String body, String type) throws Exception {
    return server.send(request(server, body, type));
  }

  private static HttpRequest.Builder request(RunningServer server, String body, String type) {
    return server
        .request("/events", "Authorization", "Bearer " + TOKEN, "Content-Type", type)
        .POST(BodyPublishers.ofString(body));
  }
}
