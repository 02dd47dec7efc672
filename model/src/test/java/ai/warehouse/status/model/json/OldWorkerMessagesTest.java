package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.EventKind.COMPLETE;
import static ai.warehouse.status.model.EventKind.ERROR;
import static ai.warehouse.status.model.EventKind.EVENT;
import static ai.warehouse.status.model.EventKind.IGNORED;
import static ai.warehouse.status.model.EventKind.QUEUED;
import static ai.warehouse.status.model.json.Reading.POSITION;
import static ai.warehouse.status.model.json.Reading.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Messages written for the old service are accepted as they are. */
class OldWorkerMessagesTest {
  private static final List<StatusEvent> EVENTS =
      OldWorkerMessages.lines().stream().map(Reading::accepted).toList();

  @Test
  void shouldAcceptEachAsItsKind() {
    Map<EventKind, Long> kinds =
        EVENTS.stream().collect(Collectors.groupingBy(StatusEvent::kind, Collectors.counting()));

    assertThat(kinds)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(EVENT, 36L, QUEUED, 2L, COMPLETE, 5L, ERROR, 4L, IGNORED, 1L));
  }

  @Test
  void shouldReadFirstAsEventOfTheWholeBuild() {
    assertThat(EVENTS.get(0))
        .isEqualTo(
            StatusEvent.builder()
                .key(new BuildKey("pkg-0", "dev", "1.0.0"))
                .eventId(EventIds.derive(POSITION))
                .message("'unpacking' starting")
                .createdAt(WRITTEN)
                .build());
  }

  @Test
  void shouldReadQueuedWithTotal() {
    assertThat(EVENTS).filteredOn("kind", QUEUED).extracting("total").containsExactly(3, 2);
  }

  @Test
  void shouldReadNullErrorAsNone() {
    assertThat(EVENTS)
        .filteredOn("message", "webpack build completed")
        .hasSize(3)
        .allSatisfy(event -> assertThat(event.kind()).isEqualTo(EVENT));
  }

  @Test
  void shouldReadLocalesOfCompletes() {
    assertThat(EVENTS)
        .filteredOn("kind", COMPLETE)
        .extracting("locale")
        .containsExactly("en-GB", "en-CA", "en-US", "en-US", "de-DE");
  }

  @Test
  void shouldKeepTextDetails() {
    assertThat(EVENTS)
        .filteredOn("locale", "de-DE")
        .filteredOn("kind", ERROR)
        .extracting("details")
        .containsExactly(
            "Hash: 1\nERROR in ./index.jsx Module not found",
            "Hash: 1\nERROR in ./index.jsx Module not found");
  }

  @Test
  void shouldKeepObjectDetailsAsJson() {
    assertThat(EVENTS.get(45).details())
        .isEqualTo(
            "{\"message\":\"incorrect header check\","
                + "\"stack\":\"Error: incorrect header check\\n    at Zlib.zlibOnError\"}");
  }

  @Test
  void shouldNotUseTotalOfErrorAndIgnored() {
    assertThat(EVENTS.subList(46, 48))
        .extracting("kind", "total")
        .containsExactly(tuple(ERROR, null), tuple(IGNORED, null));
  }
}
