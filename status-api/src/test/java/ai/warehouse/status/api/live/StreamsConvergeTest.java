package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.Samples.at;
import static ai.warehouse.status.api.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams opened at any moment, with a table that lags behind the topic and answers late, hold in
 * the end what a stream holds that is opened then.
 */
class StreamsConvergeTest {
  private static final PackageKey PACKAGE = new PackageKey("app", "prod");
  private static final List<EventKind> KINDS =
      List.of(EventKind.EVENT, EventKind.QUEUED, EventKind.COMPLETE, EventKind.ERROR);

  /** Keeps what a browser shows, and refuses what it would be given twice. */
  private static final class Screen extends Client {
    final Map<String, JsonNode> parts = new TreeMap<>();

    @Override
    void take(Message message) {
      if (message.event().equals("snapshot")) {
        parts.clear();
      } else if (!message.event().equals("changes")) {
        return;
      }
      JsonNode data = message.data();
      data.path("heads").forEach(head -> parts.put("head " + head.get("pkg"), head));
      data.path("locales").forEach(it -> parts.put("locale " + it.path("locale"), it));
      for (JsonNode event : data.path("events")) {
        assertThat(parts.put("event " + event.get("eventId"), event)).isNull();
      }
      if (data.has("build")) {
        parts.put("build", data.get("build"));
      }
    }

    /** Returns what doesn't depend on the time. */
    Map<String, String> shown() {
      Map<String, String> shown = new TreeMap<>();
      parts.forEach(
          (name, part) -> shown.put(name, part.toString().replaceAll("\"timeLeftMs\":\\d+,", "")));
      return shown;
    }
  }

  private final World world = new World();
  private final List<Screen> heads = new ArrayList<>();
  private final List<Screen> builds = new ArrayList<>();
  private final List<Screen> ofHead = new ArrayList<>();
  private final List<Runnable> lagging = new ArrayList<>();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldShowTheSameInTheEnd(long seed) {
    Random random = new Random(seed);
    world.dynamoDb.deliver(
        answer -> world.loop.schedule(Duration.ofMillis(random.nextInt(300)), answer));
    if (random.nextBoolean()) {
      world.started();
    }
    for (int i = 0; i < 400; i++) {
      step(random, i);
      world.pass(Duration.ofMillis(random.nextInt(60)));
    }
    world.dynamoDb.away(false);
    lagging.forEach(Runnable::run);
    world.started();
    world.pass(Duration.ofMinutes(6)); // so that all is read that was missed

    assertAllShow(heads, open(heads, screen -> world.live.heads(screen)));
    assertAllShow(builds, open(builds, screen -> world.live.build(build(0), screen)));
    assertAllShow(ofHead, open(ofHead, screen -> world.live.head(PACKAGE, screen)));
  }

  private Screen open(List<Screen> all, Consumer<Screen> open) {
    Screen screen = new Screen();
    open.accept(screen);
    all.add(screen);
    world.pass(Duration.ofSeconds(30));
    return screen;
  }

  private static void assertAllShow(List<Screen> screens, Screen reference) {
    assertThat(reference.shown()).isNotEmpty();
    for (Screen screen : screens) {
      assertThat(screen.shown()).isEqualTo(reference.shown());
    }
  }

  private static BuildKey build(int number) {
    return new BuildKey(PACKAGE.pkg(), PACKAGE.env(), "1." + number);
  }

  private void step(Random random, int i) {
    switch (random.nextInt(12)) {
      case 0 -> join(heads, screen -> world.live.heads(screen));
      case 1 -> join(builds, screen -> world.live.build(build(0), screen));
      case 2 -> join(ofHead, screen -> world.live.head(PACKAGE, screen));
      case 3 -> world.dynamoDb.away(random.nextInt(4) == 0);
      case 4 -> world.kafka(random.nextBoolean());
      default -> change(random, i);
    }
  }

  private static void join(List<Screen> all, Consumer<Screen> open) {
    Screen screen = new Screen();
    open.accept(screen);
    all.add(screen);
  }

  // What the processor would write of an event, in any order of the topics.
  private void change(Random random, int i) {
    BuildKey build = build(random.nextInt(4) * i / 150 % 3);
    EventKind kind = KINDS.get(random.nextInt(KINDS.size()));
    StatusEvent event =
        event(build, kind, i)
            .locale(random.nextInt(9) == 0 ? null : "l" + random.nextInt(9))
            .build();
    Status status =
        Status.builder()
            .key(build)
            .createdAt(at(0))
            .updatedAt(at(i))
            .total(9)
            .progress(0)
            .error(random.nextBoolean())
            .revision(i)
            .build();
    List<Runnable> topic = new ArrayList<>(List.of(() -> world.topic(event)));
    List<Runnable> table = new ArrayList<>(List.of(() -> world.dynamoDb.put(event)));
    if (kind != EventKind.EVENT) {
      StatusHead head = StatusHead.of(status, i);
      topic.add(() -> world.topic(status));
      topic.add(() -> world.topic(head));
      table.add(() -> world.dynamoDb.put(status));
      table.add(() -> world.dynamoDb.put(head));
    }
    Collections.shuffle(topic, random);
    topic.forEach(Runnable::run);
    if (random.nextInt(5) == 0) {
      topic.forEach(Runnable::run); // delivered again
    }
    lagging.addAll(table);
    int stored = random.nextInt(lagging.size() + 1);
    List<Runnable> now = lagging.subList(0, stored);
    now.forEach(Runnable::run);
    now.clear();
  }
}
