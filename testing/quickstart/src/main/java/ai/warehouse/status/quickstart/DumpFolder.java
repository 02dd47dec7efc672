package ai.warehouse.status.quickstart;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder for the files of tables and dead letters, one item in each line. */
public final class DumpFolder {
  private final Path folder;

  /** Names a folder, which need not exist yet. */
  public DumpFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if absent and checks that files can be written, before anything is started.
   *
   * @throws QuickstartException if not
   */
  void check() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", null));
    } catch (IOException e) {
      throw new QuickstartException("--dump: can't write into " + folder, e);
    }
  }

  /**
   * Writes a file, in place of an earlier one.
   *
   * @throws QuickstartException if it can't be written
   */
  public void write(String file, Stream<String> lines) {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(file))) {
      for (String line : (Iterable<String>) lines::iterator) {
        out.write(line);
        out.write('\n');
      }
    } catch (IOException e) {
      throw new QuickstartException("--dump: can't write " + folder.resolve(file), e);
    }
  }
}
