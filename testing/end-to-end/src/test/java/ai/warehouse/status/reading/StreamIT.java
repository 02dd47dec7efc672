package ai.warehouse.status.reading;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.reading.Reading.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a stream has sent, whenever it was opened, adds up to what the tables hold in the end. */
class StreamIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int EVENTS = 2_000;
  private static final int STREAMS = 8;
  private static final List<EventKind> KINDS =
      List.of(EventKind.EVENT, EventKind.COMPLETE, EventKind.COMPLETE, EventKind.ERROR);

  private static ReadingSystem system;
  private static Reading api;
  private static Reading other;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(600);

  @BeforeAll
  static void start() {
    system = new ReadingSystem();
    api = system.startApi();
    other = system.startApi();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void shouldAddUpToTheTables() {
    List<StreamReader> heads = new ArrayList<>();
    List<StreamReader> builds = new ArrayList<>();
    BuildKey watched = new BuildKey("shop 1%", "prod", "1.0.0");
    List<CompletableFuture<RecordMetadata>> published = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      if (i % (EVENTS / STREAMS) == 0) {
        Reading either = heads.size() % 2 == 0 ? api : other;
        heads.add(either.stream("/stream"));
        builds.add(either.stream("/stream/shop%201%25/prod/1.0.0"));
      }
      published.add(system.publisher.publish(event()));
    }
    published.forEach(CompletableFuture::join);

    assertThat(heads).as("seed %d", seed).allSatisfy(this::assertShowsHeads);
    assertThat(builds).as("seed %d", seed).allSatisfy(stream -> assertShows(watched, stream));
    assertAnswersAlike(watched);
    Stream.concat(heads.stream(), builds.stream()).forEach(StreamReader::close);
  }

  /** Times at random, so that heads go back and forth, and locales fail and heal. */
  private StatusEvent.Builder event() {
    StatusEvent.Builder event =
        StatusEvent.builder()
            .key(
                new BuildKey(
                    "shop " + random.nextInt(3) + "%",
                    random.nextBoolean() ? "prod" : "dev",
                    "1.0." + random.nextInt(3)))
            .createdAt(begin.plusMillis(random.nextInt(600_000)));
    return random.nextInt(20) == 0
        ? event.kind(EventKind.QUEUED).total(20 + random.nextInt(3))
        : event
            .kind(KINDS.get(random.nextInt(KINDS.size())))
            .locale(random.nextInt(40) == 0 ? null : "l" + random.nextInt(20))
            .message("m" + random.nextInt());
  }

  private void assertShowsHeads(StreamReader stream) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(shown(stream)).isEqualTo(stored()));
  }

  /** Returns by package what a reader knows who has taken in everything in order. */
  private static Map<String, String> shown(StreamReader stream) {
    Map<String, String> heads = new HashMap<>();
    for (StreamReader.Event event : stream.events()) {
      if (event.name().equals("snapshot")) {
        heads.clear();
      }
      for (JsonNode head : event.data().path("heads")) {
        heads.put(
            text(head, "pkg") + "!" + text(head, "env"),
            String.join(
                " ",
                text(head, "version"),
                text(head, "previousVersion"),
                text(head, "total"),
                text(head, "progress"),
                text(head, "createdAt"),
                text(head, "updatedAt"),
                text(head, "state")));
      }
    }
    return heads;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText("-");
  }

  private static Map<String, String> stored() {
    return system.models.statusHeads().scan().join().stream()
        .collect(toMap(head -> head.key().toString(), StreamIT::line));
  }

  private static String line(StatusHead head) {
    Status status =
        system
            .models
            .statuses()
            .findOne(new BuildKey(head.key().pkg(), head.key().env(), head.version()))
            .join();
    if (status == null) {
      return "head alone"; // the sink writes the tables one after the other
    }
    JsonNode item = json(status);
    return String.join(
        " ",
        text(item, "version"),
        text(item, "previousVersion"),
        text(item, "total"),
        text(item, "progress"),
        text(item, "createdAt"),
        text(item, "updatedAt"),
        status.error() ? "failing" : status.complete() ? "complete" : "building");
  }

  private static JsonNode json(Status status) {
    BuildKey build = status.key();
    return api.get(
            "/status/%s/%s/%s"
                .formatted(
                    build.pkg().replace("%", "%25").replace(" ", "%20"),
                    build.env(),
                    build.version()))
        .json();
  }

  private static void assertShows(BuildKey build, StreamReader stream) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<StatusEvent> events = system.models.statusEvents().findAll(build).join();
              assertThat(eventIds(stream))
                  .isEqualTo(
                      events.stream().map(event -> event.eventId().toString()).collect(toSet()));
              assertThat(locales(stream)).isEqualTo(locales(events));
            });
  }

  private static Set<String> eventIds(StreamReader stream) {
    return stream.events().stream()
        .flatMap(event -> event.data().path("events").valueStream())
        .map(event -> text(event, "eventId"))
        .collect(toSet());
  }

  private static Map<String, String> locales(StreamReader stream) {
    Map<String, String> locales = new HashMap<>();
    for (StreamReader.Event event : stream.events()) {
      for (JsonNode locale : event.data().path("locales")) {
        if (!locale.has("locale")) {
          continue; // the build as a whole
        }
        locales.put(
            text(locale, "locale"), text(locale, "state") + " of " + text(locale, "events"));
      }
    }
    return locales;
  }

  private static Map<String, String> locales(List<StatusEvent> events) {
    Map<String, List<StatusEvent>> byLocale = new HashMap<>();
    events.stream()
        .filter(event -> event.locale() != null)
        .forEach(
            event ->
                byLocale.computeIfAbsent(event.locale(), none -> new ArrayList<>()).add(event));
    Map<String, String> locales = new HashMap<>();
    byLocale.forEach((locale, its) -> locales.put(locale, state(its) + " of " + its.size()));
    return locales;
  }

  /** SPEC §2, of a named locale. */
  private static String state(List<StatusEvent> events) {
    Instant error = latest(events, EventKind.ERROR);
    Instant complete = latest(events, EventKind.COMPLETE);
    if (error.isAfter(complete)) {
      return "failing";
    }
    return complete.equals(Instant.MIN) ? "building" : "complete";
  }

  private static Instant latest(List<StatusEvent> events, EventKind kind) {
    return events.stream()
        .filter(event -> event.kind() == kind)
        .map(StatusEvent::createdAt)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static void assertAnswersAlike(BuildKey build) {
    for (String route : List.of("status", "status-events", "progress")) {
      String path = "/%s/shop%%201%%25/%s/%s".formatted(route, build.env(), build.version());
      Answer answer = api.get(path);
      assertThat(answer.code()).as(path).isEqualTo(200);
      await().atMost(PATIENCE).until(() -> other.get(path).equals(api.get(path)));
    }
  }
}
