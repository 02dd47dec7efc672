package ai.warehouse.status.model.kafka;

import static ai.warehouse.status.model.kafka.Publishing.NOW;
import static ai.warehouse.status.model.kafka.Publishing.mockProducer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

/** Sorting a build's events by the text of their ids, the range key, sorts them by time. */
class PublishedIdsTest {
  private static final BuildKey BUILD = new BuildKey("cart", "prod", "2.1.0");
  private static final long SEED = 20_261_123L;
  private static final int EVENTS = 5_000;
  private static final int MAX_STEP_MS = 3;

  private final Random random = new Random(SEED);
  private final MockProducer<PackageKey, byte[]> producer = mockProducer();

  @Test
  void shouldSortByTimeWhileTheClockTicks() {
    publish(() -> random.nextInt(MAX_STEP_MS));

    assertThat(sentInOrderOfIds()).as("seed %d", SEED).isEqualTo(sent());
  }

  @Test
  void shouldSortByTimeWhileTheClockGoesBackNowAndThen() {
    publish(() -> random.nextInt(-MAX_STEP_MS, MAX_STEP_MS + 1));

    assertThat(sentInOrderOfIds())
        .as("seed %d", SEED)
        .isSortedAccordingTo(Comparator.comparing(StatusEvent::createdAt));
    assertThat(sent())
        .as("the clock goes back, and some events share a millisecond")
        .extracting(StatusEvent::createdAt)
        .satisfies(times -> assertThat(times.stream().distinct().count()).isLessThan(EVENTS / 2));
    assertThat(sent()).extracting(StatusEvent::eventId).doesNotHaveDuplicates();
  }

  /** Publishes with a clock that goes so many milliseconds on before each event. */
  private void publish(Step step) {
    Instant[] now = {NOW};
    InstantSource ticking = () -> now[0] = now[0].plusMillis(step.millis());
    Clock clock = ticking.withZone(ZoneOffset.UTC);
    StatusEventPublisher publisher = new StatusEventPublisher(producer, new Topics(""), clock);
    for (int i = 0; i < EVENTS; i++) {
      publisher.build(BUILD).event("step " + i);
    }
  }

  private List<StatusEvent> sent() {
    return producer.history().stream().map(Publishing::accepted).toList();
  }

  private List<StatusEvent> sentInOrderOfIds() {
    return sent().stream()
        .sorted(Comparator.comparing(event -> event.eventId().toString()))
        .toList();
  }

  private interface Step {
    int millis();
  }
}
