package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.warehouse.status.service.Health;
import java.io.File;
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
  void shouldNotTakeForFullWhatDoesNotTellItsSize() {
    try (StateFolder mount = StateFolder.watch(new SilentMount(folder), MORE_THAN_THERE_IS)) {
      assertThat(mount.check().probe().get()).isEqualTo(Health.ok());
    }
  }

  /** Tells no number of bytes, as some file systems over a network. */
  private static final class SilentMount extends File {
    private static final long serialVersionUID = 1L;

    SilentMount(Path path) {
      super(path.toString());
    }

    @Override
    public File getAbsoluteFile() {
      return this;
    }

    @Override
    public long getTotalSpace() {
      return 0;
    }

    @Override
    public long getUsableSpace() {
      return 0;
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
