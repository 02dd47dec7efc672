package ai.warehouse.status.chaos.system;

import ai.warehouse.status.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder of a run's logs, data and findings.
 *
 * @param path absolute
 */
public record RunFolder(Path path) {
  /** Creates the folder. */
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

  /** Returns the folder of the processes' logs. */
  public Path logs() {
    return path.resolve("logs");
  }

  /** Returns the folder of the data of brokers and processors. */
  public Path data() {
    return path.resolve("data");
  }

  /** Returns the folder of the publishers' journals. */
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

  /** Deletes the folder and all files in it. */
  public void delete() {
    new TemporaryFolder(path).close();
  }
}
