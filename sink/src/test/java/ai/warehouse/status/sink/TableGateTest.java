package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TableGateTest {
  private static final Throwable AWAY = FakeDynamoDb.error("ServiceUnavailable", 503);
  private static final Throwable REFUSED = FakeDynamoDb.error("ValidationException", 400);

  private final TableGate gate = new Queues(() -> 0).gate("WrhsStatusEvent");

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

  private void failMany() {
    for (int i = 0; i < TableGate.MAX_FAILED_KEYS; i++) {
      fail("some" + i);
    }
  }

  private void fail(String key) {
    gate.failed(key, false, AWAY, 0);
  }

  private static PendingWrite write() {
    return new PendingWrite(Samples.plan(Samples.eventRecord(1)), Samples.slice());
  }
}
