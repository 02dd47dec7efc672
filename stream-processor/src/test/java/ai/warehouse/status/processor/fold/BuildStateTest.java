package ai.warehouse.status.processor.fold;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.warehouse.status.model.BuildKey;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuildStateTest {
  private static final BuildKey KEY = new BuildKey("shop", "prod", "1.4.0");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void shouldNameTheBuildWhoseStateContradictsItself() {
    Total total = new Total(1, NOON, new UUID(0x7000, Long.MIN_VALUE));
    BuildState state = new BuildState(NOON, NOON, total, 1, 0, null, NOON, null, null);

    assertThatThrownBy(() -> state.shown(KEY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("shop!prod!1.4.0");
  }
}
