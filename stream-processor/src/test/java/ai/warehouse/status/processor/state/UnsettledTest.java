package ai.warehouse.status.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnsettledTest {
  private static final PackageKey SHOP = new PackageKey("shop", "prod");
  private static final PackageKey CART = new PackageKey("cart", "prod");
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private TaskWithStore<String, Unsettled.Entry> task;

  @BeforeEach
  void open(@TempDir Path stateDir) {
    task =
        new TaskWithStore<>(
            0, StateStores.UNSETTLED, Serdes.String(), StateSerdes.unsettled(), stateDir);
  }

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void shouldGiveBackTheEarliestTimeOnce() {
    Unsettled unsettled = start(0);
    unsettled.add(SHOP, NOON);
    unsettled.add(SHOP, NOON.minusSeconds(1));
    unsettled.add(SHOP, NOON.plusSeconds(1));

    assertThat(unsettled.next()).isEqualTo(SHOP);
    assertThat(unsettled.settle(SHOP)).isEqualTo(NOON.minusSeconds(1));
    assertThat(unsettled.settle(SHOP)).isNull();
    assertThat(unsettled.next()).isNull();
  }

  @Test
  void shouldRememberOverACrash() {
    start(0).add(SHOP, NOON);

    assertThat(start(0).settle(SHOP)).isEqualTo(NOON);
  }

  @Test
  void shouldSettleAgainWhatMayNotHaveBeenPublished() {
    Unsettled before = start(0);
    before.add(SHOP, NOON);
    before.settle(SHOP);

    assertThat(start(1_000).settle(SHOP)).isEqualTo(NOON);
  }

  @Test
  void shouldSettleAgainUnlessALaterEventWasCommitted() {
    Unsettled before = start(0);
    before.add(SHOP, NOON);
    before.settle(SHOP);
    before.confirm(50);

    assertThat(start(50).settle(SHOP)).isEqualTo(NOON);
  }

  @Test
  void shouldForgetOnceALaterEventWasCommitted() {
    Unsettled before = start(0);
    before.add(SHOP, NOON);
    before.add(CART, NOON);
    before.settle(SHOP);
    before.confirm(50);

    Unsettled after = start(51);

    assertThat(after.next()).isEqualTo(CART);
    assertThat(after.settle(SHOP)).isNull();
    assertThat(task.store().get(SHOP.toString())).isNull();
  }

  @Test
  void shouldNotForgetWhatItTookUpAgain() {
    Unsettled before = start(0);
    before.add(SHOP, NOON);
    before.settle(SHOP);
    before.confirm(50);
    start(50);

    assertThat(start(51).settle(SHOP)).isEqualTo(NOON);
  }

  @Test
  void shouldRememberItsMark() {
    assertThat(start(0).marked()).isFalse();

    start(0).mark(true);
    assertThat(start(1_000).marked()).isTrue();
    assertThat(start(1_000).isEmpty()).isTrue();

    start(0).mark(false);
    assertThat(start(0).marked()).isFalse();
  }

  private Unsettled start(long position) {
    Unsettled unsettled = new Unsettled(task.context());
    unsettled.load(position);
    return unsettled;
  }
}
