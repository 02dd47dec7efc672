package ai.warehouse.status.chaos.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Entry EVENT = new Entry(true, 3, null, utf8("{\"pkg\": \"shop\"}"));
  private static final Entry GARBAGE = new Entry(false, null, new byte[0], new byte[] {-1, 10});
  private static final Entry NOTHING = new Entry(false, null, utf8("key"), null);

  @TempDir private Path folder;
  private Path file;
  private Journal journal;

  @BeforeEach
  void create() {
    file = folder.resolve("journal.txt");
    journal = new Journal(file);
  }

  @Test
  void shouldBeEmptyAtFirst() throws IOException {
    journal.repair();

    assertThat(journal.entries()).isEmpty();
    assertThat(journal.unfinished()).isEmpty();
    assertThat(journal.rounds()).isZero();
  }

  @Test
  void shouldTellWhatMayNotHaveBeenStored() throws IOException {
    journal.begin(List.of(EVENT, GARBAGE));
    journal.finish();
    journal.begin(List.of(NOTHING));

    assertThat(lines(journal.unfinished())).isEqualTo(lines(List.of(NOTHING)));
    assertThat(lines(journal.entries())).isEqualTo(lines(List.of(EVENT, GARBAGE, NOTHING)));
    assertThat(journal.rounds()).isEqualTo(1);
  }

  @Test
  void shouldKeepEveryByte() throws IOException {
    journal.begin(List.of(EVENT, GARBAGE, NOTHING));

    assertThat(journal.entries())
        .usingRecursiveComparison()
        .isEqualTo(List.of(EVENT, GARBAGE, NOTHING));
  }

  @Test
  void shouldForgetALineThatAKillHasCutShort() throws IOException {
    journal.begin(List.of(EVENT));
    Files.writeString(file, "good - =ab", StandardOpenOption.APPEND);

    journal.repair();

    assertThat(lines(journal.entries())).isEqualTo(lines(List.of(EVENT)));
  }

  private static List<String> lines(List<Entry> entries) {
    return entries.stream().map(Entry::line).toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
