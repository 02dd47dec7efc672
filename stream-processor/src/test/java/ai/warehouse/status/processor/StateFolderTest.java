package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.service.Health;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  private static final long MORE_THAN_THERE_IS = Long.MAX_VALUE;

  @TempDir private Path folder;

  @Test
  void shouldBeDownWithoutRoom() {
    try (StateFolder full = StateFolder.watch(folder.toFile(), MORE_THAN_THERE_IS)) {
      String noSpace = "no space left in state.dir (" + folder + ")";

      assertThat(full.check().probe().get()).isEqualTo(Health.down(noSpace));
      assertThat(full.isFull(new IllegalStateException("anything"))).isTrue();
      assertThatExceptionOfType(StateFolder.FullException.class)
          .isThrownBy(full::requireRoom)
          .withMessage(noSpace);
    }
  }

  @Test
  void shouldLookAtThePlaceOfAFolderThatIsNotThereYet() {
    try (StateFolder roomy = StateFolder.watch(folder.resolve("not/yet").toFile(), 1)) {
      assertThat(roomy.check().probe().get()).isEqualTo(Health.ok());
      roomy.requireRoom();
    }
  }

  @Test
  void shouldTakeAFailureAtItsWord() {
    IOException noSpace = new IOException("x: No space left on device");
    try (StateFolder roomy = StateFolder.watch(folder.toFile(), 0)) {
      assertThat(roomy.isFull(new UncheckedIOException(noSpace))).isTrue();
      assertThat(roomy.isFull(new IOException("x: Permission denied"))).isFalse();
    }
  }
}
