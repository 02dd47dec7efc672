package ai.warehouse.status.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.reading.Reading.Answer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events published over HTTP get into the tables, each once. */
class PublishIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final BuildKey BUILD = new BuildKey("@curl/shop", "prod", "1.4.0");
  private static final String ID = "019b7ca4-6180-7000-8000-000000000001";

  private static ReadingSystem system;
  private static Reading api;

  @BeforeAll
  static void start() {
    system = new ReadingSystem();
    api = system.startApi();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void shouldCountAnEventThatIsSentTwiceOnce() {
    String queued =
        """
        {"pkg":"@curl/shop","env":"prod","version":"1.4.0","eventType":"queued","total":2,
         "eventId":"%s"}"""
            .formatted(ID);

    assertThat(api.publish(queued))
        .isEqualTo(new Answer(202, "{\"accepted\":1,\"eventIds\":[\"%s\"]}".formatted(ID)))
        .isEqualTo(api.publish(queued));
    Answer completed =
        api.publish(
            """
            [{"pkg":"@curl/shop","env":"prod","version":"1.4.0","eventType":"complete","locale":"a"},
             {"pkg":"@curl/shop","env":"prod","version":"1.4.0","eventType":"complete","locale":"b"}]
            """);

    assertThat(api.get("/wait/@curl/shop/prod/1.4.0?timeout=60").code()).isEqualTo(200);
    List<String> ids =
        completed.json().path("eventIds").valueStream().map(id -> id.asText()).toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(system.models.statusEvents().findAll(BUILD).join())
                    .extracting(StatusEvent::eventId)
                    .containsExactlyInAnyOrder(
                        UUID.fromString(ID),
                        UUID.fromString(ids.get(0)),
                        UUID.fromString(ids.get(1))));
  }

  @Test
  void shouldPublishNothingOfABodyWithABadEvent() {
    Answer refused =
        api.publish(
            """
            [{"pkg":"half","env":"prod","version":"1.0.0","eventType":"complete","locale":"a"},
             {"pkg":"half","env":"prod","version":"1!0"}]
            """);
    assertThat(refused.code()).isEqualTo(400);
    assertThat(refused.json().path("item").asInt()).isEqualTo(1);
    assertThat(refused.json().path("field").asText()).isEqualTo("version");
    assertThat(refused.json().path("reason").asText()).isEqualTo("invalid-value");

    api.publish("{\"pkg\":\"half\",\"env\":\"prod\",\"version\":\"2.0.0\"}");

    await().atMost(PATIENCE).until(() -> api.get("/status/half/prod/2.0.0").code() == 200);
    assertThat(api.get("/status/half/prod/1.0.0").code()).isEqualTo(404);
  }
}
