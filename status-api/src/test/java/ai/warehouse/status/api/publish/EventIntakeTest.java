package ai.warehouse.status.api.publish;

import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NOT_UTF8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.StatusEvent;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final String EVENT =
      "{\"pkg\":\"@shop/cart\",\"env\":\"prod\",\"version\":\"%s\",\"message\":\"ok {[\\\"\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s\n%s\n",
        "%s %s",
        "%s%s",
        "\n\n%s\r\n\r\n%s\r\n",
        "[%s,%s]",
        " [ %s\n, %s ]\n",
        "\uFEFF%s\n%s",
        "\uFEFF[%s,%s]"
      })
  void shouldTellSeveralEventsApartByContent(String form) {
    List<StatusEvent> events = read(form.formatted(EVENT.formatted("1"), EVENT.formatted("2")));

    assertThat(events).extracting(event -> event.key().version()).containsExactly("1", "2");
    assertThat(events).extracting(StatusEvent::message).containsOnly("ok {[\"");
  }

  @Test
  void shouldReadAsTheServicesDo() {
    StatusEvent event =
        read("""
                {"name":"shop","env":"prod","version":"1","eventType":"complete","error":true,
                 "message":{"a":[1.10,"é"]},"createdAt":1795466823120,"unknown":{"x":[{}]}}
                """)
            .get(0);

    assertThat(event.key().pkg()).isEqualTo("shop");
    assertThat(event.kind()).isEqualTo(EventKind.ERROR);
    assertThat(event.message()).isEqualTo("{\"a\":[1.10,\"é\"]}");
    assertThat(event.createdAt()).isEqualTo(Instant.ofEpochMilli(1795466823120L));
  }

  @Test
  void shouldGiveTimeAndIdWhereThereIsNone() {
    List<StatusEvent> events = read(EVENT.formatted("1") + EVENT.formatted("1"));

    assertThat(events).extracting(StatusEvent::createdAt).containsOnly(NOW);
    assertThat(events).extracting(event -> event.eventId().version()).containsOnly(7);
    assertThat(events).extracting(event -> EventIds.timeOf(event.eventId())).containsOnly(NOW);
    assertThat(events).extracting(StatusEvent::eventId).doesNotHaveDuplicates();
  }

  @Test
  void shouldKeepGivenIdsEvenOfDuplicates() {
    String event =
        "{\"pkg\":\"a\",\"env\":\"b\",\"version\":\"c\","
            + "\"eventId\":\"8D8AC610-566D-4EF0-9C22-186B2A5ED793\"}";

    assertThat(read(event + event))
        .extracting(found -> found.eventId().toString())
        .containsExactly(
            "8d8ac610-566d-4ef0-9c22-186b2a5ed793", "8d8ac610-566d-4ef0-9c22-186b2a5ed793");
  }

  // Beyond the buffers of a parser, where the place of an event is easily counted wrong.
  @Test
  void shouldFindEachOfManyEvents() {
    String text =
        IntStream.range(0, EventIntake.MAX_EVENTS)
            .mapToObj(
                i ->
                    "{\"pkg\":\"päckchen😀\",\"env\":\"e\",\"version\":\"%d\",\"details\":\"%s\"}"
                        .formatted(i, "ß}{".repeat(i)))
            .collect(Collectors.joining(",\n", "[", "]"));

    List<StatusEvent> events = read(text);

    assertThat(events).hasSize(EventIntake.MAX_EVENTS);
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).key().version()).isEqualTo(String.valueOf(i));
      assertThat(events.get(i).details()).isEqualTo("ß}{".repeat(i));
    }
  }

  @Test
  void shouldRefuseTooMany() {
    RefusedEventsException refused =
        refused(EVENT.formatted("1").repeat(EventIntake.MAX_EVENTS + 1));

    assertThat(refused).hasMessage("more than 1000 events in one request; nothing is published");
    assertThat(refused.why()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{\"pkg\":\"a\",\"env\":\"b\"}`, 1, version, MISSING_FIELD",
        "`{\"pkg\":\"a!\",\"env\":\"b\",\"version\":\"c\"}`, 1, pkg, INVALID_VALUE",
        "`{\"pkg\":\"a\",\"env\":\"b\",\"version\":\"c\",\"createdAt\":\"2026-11-23T21:47:03.121Z\"}`,"
            + " 1, createdAt, CREATED_IN_FUTURE",
        "17, 1, , NOT_AN_OBJECT",
        "null, 1, , NOT_AN_OBJECT",
        "[], 1, , NOT_AN_OBJECT",
        "{, 1, , NOT_JSON",
        "}, 1, , NOT_JSON",
        "nonsense, 1, , NOT_JSON",
      })
  void shouldNameTheEventFieldAndRule(String bad, int item, String field, RejectionReason reason) {
    for (String form : List.of("%s %s", "[%s,%s]")) {
      RefusedEventsException refused = refused(form.formatted(EVENT.formatted("1"), bad));

      InvalidRecordException why = refused.why();
      assertThat(refused.item()).as(form).isEqualTo(item);
      assertThat(why.field()).as(form).isEqualTo(field);
      assertThat(why.reason()).as(form).isEqualTo(reason);
      assertThat(refused).hasMessageStartingWith("item 1: " + reason.code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "[]", "\uFEFF"})
  void shouldRefuseABodyWithoutEvents(String text) {
    RefusedEventsException refused = refused(text);

    assertThat(refused.item()).isNull();
    assertThat(refused).hasMessageContaining("holds no event");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s", "[%s,", "[%s,]", "[%s %s]", "[%s] x", "[%s][%s]", "%s,%s"})
  void shouldRefuseMalformedLists(String form) {
    RefusedEventsException refused =
        refused(form.formatted(EVENT.formatted("1"), EVENT.formatted("2")));

    assertThat(refused.item()).isEqualTo(1);
    assertThat(refused.why().reason()).isEqualTo(NOT_JSON);
  }

  @Test
  void shouldSayWhereABodyIsNoUtf8() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("{\"pkg\":\"".getBytes(UTF_8));
    body.write(0xC3);
    body.writeBytes("\"}".getBytes(UTF_8));

    RefusedEventsException refused =
        catchThrowableOfType(
            RefusedEventsException.class, () -> EventIntake.read(body.toByteArray(), NOW));

    assertThat(refused.why().reason()).isEqualTo(NOT_UTF8);
    assertThat(refused).hasMessageContaining("from byte 8 on");
  }

  @Test
  void shouldNotQuoteContent() {
    assertThat(refused("{\"pkg\":secret}")).hasMessageNotContaining("secret");
    assertThat(refused("{\"pkg\":\"secret!\",\"env\":\"e\",\"version\":\"1\"}"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void shouldReadAnyDepth() {
    int depth = 100_000;
    String deep = "[".repeat(depth) + "]".repeat(depth);

    List<StatusEvent> events =
        read("{\"pkg\":\"a\",\"env\":\"b\",\"version\":\"c\",\"details\":" + deep + "}");

    assertThat(events.get(0).details()).isEqualTo(deep);
  }

  private static List<StatusEvent> read(String text) {
    return EventIntake.read(text.getBytes(UTF_8), NOW);
  }

  private static RefusedEventsException refused(String text) {
    return catchThrowableOfType(RefusedEventsException.class, () -> read(text));
  }
}
