package ai.warehouse.status.quickstart;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder into which tables and dead letters are written, one item a line. */
public final class DumpFolder {
  private final Path folder;

  public DumpFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Creates the folder if need be and checks that it can be written, before anything is started.
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
   * Writes a file anew.
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
