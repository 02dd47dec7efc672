package ai.warehouse.status.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

class StoredEventsTest {
  private static final BuildKey BUILD = new BuildKey("p", "prod", "1.0.0");
  private final StoredEvents stored = new StoredEvents();
  private int events;

  @Test
  void shouldMeasureApartWhatChangesWhetherABuildIsCompleteOrFailing() {
    expect(event(EventKind.QUEUED).total(2));
    expect(event(EventKind.ERROR).locale("a")); // fails
    expect(event(EventKind.ERROR).locale("b")); // is failing already
    expect(event(EventKind.COMPLETE).locale("b"));
    expect(event(EventKind.COMPLETE).locale("a")); // heals and completes at once
    storeStatus();
    assertThat(stored.untilStatus().getTotalCount()).isEqualTo(5);
    assertThat(stored.untilOutcome().getTotalCount()).isEqualTo(2);
  }

  @Test
  void shouldForgetTimes() {
    expect(event(EventKind.ERROR));
    storeStatus();
    stored.forgetTimes();
    assertThat(stored.untilOutcome().getTotalCount()).isZero();
  }

  private StatusEvent.Builder event(EventKind kind) {
    events++;
    return StatusEvent.builder()
        .key(BUILD)
        .eventId(new UUID(events, events))
        .kind(kind)
        .createdAt(Instant.EPOCH.plusSeconds(2_000_000_000L + events));
  }

  private void expect(StatusEvent.Builder event) {
    stored.expect(event.build(), System.nanoTime());
  }

  /** Stores a status that includes all events. */
  private void storeStatus() {
    Map<String, AttributeValue> item =
        Map.of(
            "key", AttributeValue.fromS(BUILD.toString()),
            "complete", AttributeValue.fromBool(true),
            "updatedAt", AttributeValue.fromS("2100-01-01T00:00:00.000Z"));
    Context.AfterExecution after =
        InterceptorContext.builder().request(PutItemRequest.builder().item(item).build()).build();
    stored.afterExecution(after, ExecutionAttributes.builder().build());
  }
}
