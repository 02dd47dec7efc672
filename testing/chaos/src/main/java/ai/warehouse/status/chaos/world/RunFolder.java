package ai.warehouse.status.chaos.world;

import ai.warehouse.status.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a run keeps its logs, its data and what it has found out.
 *
 * @param path absolute
 */
public record RunFolder(Path path) {
  /** Creates it. */
  public static RunFolder create(Path path) {
    RunFolder folder = new RunFolder(path.toAbsolutePath());
    try {
      Files.createDirectories(folder.logs());
      Files.createDirectories(folder.data());
      Files.createDirectories(folder.journals());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Returns the folder of what the processes print. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** Returns the folder of what brokers and processors keep. */
  public Path data() {
    return path.resolve("data");
  }

  /** Returns the folder of what publishers have sent. */
  public Path journals() {
    return path.resolve("journals");
  }

  /** Writes a file of that name. */
  public void write(String name, List<String> lines) {
    try {
      Files.write(path.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes it with all there is in it. */
  public void delete() {
    new TemporaryFolder(path).close();
  }
}
