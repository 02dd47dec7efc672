package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashMarkTest {
  @TempDir private Path folder;

  private Path store;
  private Path processId;

  @BeforeEach
  void keepAStore() throws IOException {
    store = Files.createDirectories(folder.resolve("0_12/rocksdb/builds")).resolve("CURRENT");
    Files.writeString(store, "rows");
    processId = Files.writeString(folder.resolve("kafka-streams-process-metadata"), "{}");
  }

  @Test
  void shouldKeepStoresThatWereClosed() {
    CrashMark.set(folder).close();
    CrashMark.set(folder).close();

    assertThat(store).exists();
  }

  @Test
  void shouldDeleteStoresThatACrashLeft() {
    CrashMark.set(folder);

    try (CrashMark again = CrashMark.set(folder)) {
      assertThat(again).isNotNull();
      assertThat(folder.resolve("0_12")).doesNotExist();
      assertThat(processId).exists();
    }
  }

  @Test
  void shouldStayMarkedThroughASecondCrash() throws IOException {
    CrashMark.set(folder);
    CrashMark.set(folder);
    Files.createDirectories(store.getParent());

    CrashMark.set(folder);

    assertThat(folder.resolve("0_12")).doesNotExist();
  }

  @Test
  void shouldFailWhereItCannotKeepItsMark() {
    assertThatThrownBy(() -> CrashMark.set(folder.resolve("missing")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing");
  }
}
