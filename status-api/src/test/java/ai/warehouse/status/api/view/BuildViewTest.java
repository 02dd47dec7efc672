package ai.warehouse.status.api.view;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.at;
import static ai.warehouse.status.api.Samples.event;
import static ai.warehouse.status.api.Samples.status;
import static ai.warehouse.status.model.EventKind.COMPLETE;
import static ai.warehouse.status.model.EventKind.ERROR;
import static ai.warehouse.status.model.EventKind.EVENT;
import static ai.warehouse.status.model.EventKind.IGNORED;
import static ai.warehouse.status.model.EventKind.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildViewTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STALLED_AFTER = Duration.ofMinutes(30);

  private final BuildView view = new BuildView(STALLED_AFTER);

  private JsonNode snapshot(BuildView of, Instant now) {
    return read(ViewJson.object(json -> of.writeSnapshot(json, now)));
  }

  private JsonNode snapshot() {
    return snapshot(view, at(60));
  }

  private JsonNode changes() {
    return read(ViewJson.object(json -> view.writeChanges(json, at(60))));
  }

  private static JsonNode read(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode locale(String name) {
    return StreamSupport.stream(snapshot().get("locales").spliterator(), false)
        .filter(locale -> locale.path("locale").asText("").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void add(EventKind kind, long second, String locale) {
    view.add(event(BUILD, kind, second).locale(locale).build());
  }

  @Test
  void shouldShowNothingOfAnUnknownBuild() {
    assertThat(snapshot()).hasToString("{\"locales\":[],\"events\":[],\"eventsLeftOut\":false}");
    assertThat(view.hasChanged(at(0))).isFalse();
  }

  @Test
  void shouldWriteTheFormsOfTheContract() {
    view.update(
        status(BUILD)
            .updatedAt(at(20))
            .progress(20)
            .error(true)
            .previousVersion("0.9.0")
            .revision(7)
            .build());
    view.previous(
        status(new BuildKey("@scope/app", "prod", "0.9.0"))
            .updatedAt(at(100))
            .progress(100)
            .complete(true)
            .build());
    view.head(true);
    view.add(event(BUILD, QUEUED, 0).total(10).build());
    add(COMPLETE, 5, "de-DE");
    add(COMPLETE, 6, "fr-FR");
    view.add(event(BUILD, ERROR, 20).locale("en-US").message("broke").details("at x").build());
    view.add(event(BUILD, EVENT, 30).locale("en-US").build());

    JsonNode json = snapshot();

    assertThat(json.get("build"))
        .hasToString(
            "{\"pkg\":\"@scope/app\",\"env\":\"prod\",\"version\":\"1.0.0\","
                + "\"previousVersion\":\"0.9.0\",\"state\":\"failing\",\"progress\":20,"
                + "\"total\":10,\"count\":2,\"createdAt\":\"2026-11-28T12:00:00.000Z\","
                + "\"updatedAt\":\"2026-11-28T12:00:20.000Z\","
                + "\"lastEventAt\":\"2026-11-28T12:00:30.000Z\","
                + "\"since\":\"2026-11-28T12:00:20.000Z\",\"revision\":7,\"complete\":false,"
                + "\"error\":true,\"head\":true,\"durationMs\":20000}");
    assertThat(json.get("previous"))
        .hasToString(
            "{\"version\":\"0.9.0\",\"state\":\"complete\",\"durationMs\":100000,"
                + "\"createdAt\":\"2026-11-28T12:00:00.000Z\"}");
    assertThat(locale("en-US"))
        .hasToString(
            "{\"locale\":\"en-US\",\"state\":\"failing\",\"message\":\"broke\","
                + "\"details\":\"at x\",\"at\":\"2026-11-28T12:00:30.000Z\","
                + "\"startedAt\":\"2026-11-28T12:00:20.000Z\","
                + "\"failedAt\":\"2026-11-28T12:00:20.000Z\",\"events\":2}");
    assertThat(locale("de-DE"))
        .hasToString(
            "{\"locale\":\"de-DE\",\"state\":\"complete\",\"at\":\"2026-11-28T12:00:05.000Z\","
                + "\"startedAt\":\"2026-11-28T12:00:05.000Z\","
                + "\"completedAt\":\"2026-11-28T12:00:05.000Z\",\"events\":1}");
    assertThat(json.get("events").get(3).get("details").asText()).isEqualTo("at x");
    assertThat(json.get("events").get(4).get("createdAt").asText())
        .isEqualTo("2026-11-28T12:00:30.000Z");
  }

  @Test
  void shouldShowTheLocaleAsTheLatestOfErrorAndCompletionSays() {
    add(EVENT, 1, "a");
    assertThat(locale("a").get("state").asText()).isEqualTo("building");
    add(ERROR, 3, "a");
    assertThat(locale("a").get("state").asText()).isEqualTo("failing");
    add(COMPLETE, 2, "a");
    assertThat(locale("a").get("state").asText()).isEqualTo("failing");
    add(COMPLETE, 4, "a");
    assertThat(locale("a").get("state").asText()).isEqualTo("complete");
    add(ERROR, 5, "a");
    assertThat(locale("a").get("state").asText()).isEqualTo("failing");
  }

  @Test
  void shouldShowDetailsOnlyWhileFailing() {
    view.add(event(BUILD, ERROR, 1).locale("a").details("trace").build());
    assertThat(locale("a").get("details").asText()).isEqualTo("trace");
    add(COMPLETE, 2, "a");
    assertThat(locale("a").has("details")).isFalse();
    // A later error without details has none.
    add(ERROR, 3, "a");
    assertThat(locale("a").has("details")).isFalse();
  }

  @Test
  void shouldHealTheBuildAsAWholeWhenItsStatusSaysSo() {
    view.update(status(BUILD).error(true).build());
    add(ERROR, 3, null);
    assertThat(locale("").get("state").asText()).isEqualTo("failing");
    add(COMPLETE, 4, null);
    assertThat(locale("").get("state").asText()).isEqualTo("failing"); // others are not complete
    changes();

    view.update(status(BUILD).error(false).complete(true).progress(100).revision(2).build());

    assertThat(changes().get("locales").get(0).get("state").asText()).isEqualTo("complete");
  }

  @Test
  void shouldBeQueuedUntilALocaleHasAnEvent() {
    view.update(status(BUILD).build());
    add(QUEUED, 0, null);
    add(EVENT, 1, null);
    assertThat(view.state(at(2))).isEqualTo(BuildState.QUEUED);
    add(EVENT, 2, "a");
    assertThat(view.state(at(2))).isEqualTo(BuildState.BUILDING);
  }

  @Test
  void shouldStallByTimeAndGoOnWithAnEvent() {
    view.update(status(BUILD).build());
    add(EVENT, 60, "a");
    view.clearChanges(at(60));
    Instant stalledAt = at(60).plus(STALLED_AFTER);
    assertThat(view.hasChanged(stalledAt.minusMillis(1))).isFalse();
    assertThat(view.hasChanged(stalledAt)).isTrue();
    assertThat(snapshot(view, stalledAt).at("/build/state").asText()).isEqualTo("stalled");
    assertThat(snapshot(view, stalledAt.plusSeconds(9)).at("/build/since").asText())
        .isEqualTo("2026-11-28T12:31:00.000Z");
    view.clearChanges(stalledAt);
    assertThat(view.hasChanged(stalledAt.plusSeconds(1))).isFalse();
    add(EVENT, 3600, "a");
    assertThat(view.state(at(3600))).isEqualTo(BuildState.BUILDING);
  }

  @Test
  void shouldTakeAnEventOnceAndNoIgnoredOne() {
    StatusEvent event = event(BUILD, COMPLETE, 1).locale("a").build();
    assertThat(view.add(event)).isTrue();
    assertThat(view.add(event)).isFalse();
    assertThat(view.add(event(BUILD, IGNORED, 2).locale("a").build())).isFalse();
    assertThat(locale("a").get("events").asInt()).isEqualTo(1);
  }

  @Test
  void shouldKeepToTheNewestStatus() {
    assertThat(view.update(status(BUILD).revision(5).progress(50).build())).isTrue();
    assertThat(view.update(status(BUILD).revision(5).progress(60).build())).isFalse();
    assertThat(view.update(status(BUILD).revision(4).progress(40).build())).isFalse();
    assertThat(view.status().progress()).isEqualTo(50);
  }

  @Test
  void shouldKeepTheNewestEventsAndSaySo() {
    int extra = 5;
    for (long i = 0; i < BuildView.MAX_EVENTS + extra; i++) {
      add(EVENT, i, "a");
    }
    JsonNode json = snapshot();
    assertThat(json.get("events")).hasSize(BuildView.MAX_EVENTS);
    assertThat(json.at("/events/0/createdAt").asText()).isEqualTo("2026-11-28T12:00:05.000Z");
    assertThat(json.get("eventsLeftOut").asBoolean()).isTrue();
    assertThat(changes().get("events")).hasSize(BuildView.MAX_EVENTS);
    // One that is older than all that are shown counts for its locale alone.
    add(COMPLETE, -10, "old");
    JsonNode changes = changes();
    assertThat(changes.has("events")).isFalse();
    assertThat(changes.get("locales")).hasSize(1);
    assertThat(locale("a").get("events").asInt()).isEqualTo(BuildView.MAX_EVENTS + extra);
  }

  @Test
  void shouldWriteOnlyWhatHasChanged() {
    add(EVENT, 1, "a");
    add(EVENT, 2, "b");
    changes();
    assertThat(view.hasChanged(at(60))).isFalse();

    add(COMPLETE, 3, "b");

    JsonNode changes = changes();
    assertThat(changes.get("locales")).hasSize(1);
    assertThat(changes.at("/locales/0/locale").asText()).isEqualTo("b");
    assertThat(changes.get("events")).hasSize(1);
    assertThat(changes()).hasToString("{}");
  }

  @Test
  void shouldCutLongTextsBetweenCharacters() {
    String text = "x".repeat(3_998) + "\uD83D\uDE00" + "y".repeat(100_000);
    view.add(event(BUILD, ERROR, 1).locale("a").message(text).details(text).build());
    String cut = "x".repeat(3_998) + "…";
    assertThat(locale("a").get("message").asText()).isEqualTo(cut);
    assertThat(locale("a").get("details").asText()).isEqualTo(cut);
    assertThat(snapshot().at("/events/0/details").asText()).isEqualTo(cut);
  }

  @Test
  void shouldSayWhetherTheStatusTellsOfMore() {
    assertThat(view.isBehind()).isFalse();
    view.update(status(BUILD).updatedAt(at(5)).progress(10).build());
    assertThat(view.isBehind()).isTrue();
    add(COMPLETE, 5, "a");
    assertThat(view.isBehind()).isFalse();
    view.update(status(BUILD).updatedAt(at(5)).progress(20).revision(2).build());
    assertThat(view.isBehind()).isTrue();
    assertThat(snapshot().get("build").has("count")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldBeAFunctionOfTheSetOfEvents(long seed) {
    Random random = new Random(seed);
    List<StatusEvent> events = new ArrayList<>();
    EventKind[] kinds = {EVENT, QUEUED, COMPLETE, ERROR};
    for (int i = 0; i < 1_500; i++) {
      events.add(
          event(BUILD, kinds[random.nextInt(kinds.length)], random.nextInt(5_000))
              .eventId(new UUID(i, 7L << 61))
              .locale(random.nextInt(20) == 0 ? null : "locale" + random.nextInt(30))
              .message(random.nextBoolean() ? "message " + i : null)
              .details(random.nextBoolean() ? "details " + i : null)
              .build());
    }
    BuildView inOrder = new BuildView(STALLED_AFTER);
    events.forEach(inOrder::add);
    List<StatusEvent> again = new ArrayList<>(events);
    again.addAll(events.subList(0, 700));
    Collections.shuffle(again, random);
    again.forEach(view::add);

    assertThat(sorted(snapshot())).isEqualTo(sorted(snapshot(inOrder, at(60))));
  }

  private static List<String> sorted(JsonNode snapshot) {
    List<String> parts = new ArrayList<>();
    snapshot.get("locales").forEach(locale -> parts.add(locale.toString()));
    Collections.sort(parts);
    parts.add(snapshot.get("events").toString());
    parts.add(snapshot.get("eventsLeftOut").toString());
    return parts;
  }
}
