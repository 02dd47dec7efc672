package ai.warehouse.status.sink.write;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.dynamodb.FakeDynamoDb;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TableGateTest {
  private static final Throwable AWAY = FakeDynamoDb.error("ServiceUnavailable", 503);
  private static final Throwable REFUSED = FakeDynamoDb.error("ValidationException", 400);

  private long nanos;
  private final Queues queues = new Queues(() -> nanos);
  private final TableGate gate = queues.gate("WrhsStatusEvent");

  @Test
  void shouldCloseOnlyForManyKeysInARow() {
    for (int i = 0; i < 100; i++) {
      fail("hot" + i % (TableGate.MAX_FAILED_KEYS - 1));
    }
    assertThat(gate.isClosed()).isFalse();
    gate.succeeded();
    fail("another");
    assertThat(gate.isClosed()).isFalse();

    failMany();

    assertThat(gate.isClosed()).isTrue();
    gate.succeeded();
    assertThat(gate.isClosed()).isFalse();
  }

  @Test
  void shouldWaitNoLongerForWhatWasInFlightWhenItClosed() {
    failMany();
    for (int i = 0; i < 100; i++) {
      fail("in flight" + i);
    }

    assertThat(gate.mayProbe(Duration.ofMillis(50).toNanos())).isTrue();
  }

  @Test
  void shouldOpenWhenATableThatWasAwayAnswersThatARecordIsAtFault() {
    failMany();
    gate.probe();
    gate.probed();

    assertThat(gate.refused(write(), true, REFUSED, 0)).isFalse();

    assertThat(gate.isClosed()).isFalse();
  }

  @Test
  void shouldSayWhatFailedLastThoughItRefusedBefore() {
    for (int i = 0; i < TableGate.MAX_REFUSALS; i++) {
      gate.refused(write(), false, REFUSED, 0);
    }
    nanos = 2 * RetryState.GRACE.toNanos();

    gate.failed("some", true, AWAY, nanos);
    assertThat(queues.state.health().reason()).startsWith("retrying: DynamoDbException since");

    gate.refused(write(), true, REFUSED, nanos);
    assertThat(queues.state.health().reason()).contains("is refused since");
  }

  @Test
  void shouldRememberRefusalsThoughNothingWaits() {
    for (int i = 0; i < TableGate.MAX_REFUSALS - 1; i++) {
      assertThat(gate.refused(write(), false, REFUSED, 0)).isFalse();
      gate.idle();
    }

    assertThat(gate.refused(write(), false, REFUSED, 0)).isTrue();
  }

  private void failMany() {
    for (int i = 0; i < TableGate.MAX_FAILED_KEYS; i++) {
      fail("some" + i);
    }
  }

  private void fail(String key) {
    gate.failed(key, false, AWAY, 0);
  }

  private static PendingWrite write() {
    return new PendingWrite(Samples.plan(Samples.eventRecord(1)), Samples.batch());
  }
}
