package ai.warehouse.status.processor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the stores that is there while they are open, and so after a crash.
 *
 * <p>Stores that a crash left may hold what was never committed. Kafka Streams would open each
 * twice to find that, before it deletes and restores them.
 */
final class CrashMark implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CrashMark.class);
  private static final String FILE = "in-use";
  private static final String TASK = "\\d+_\\d+";

  private final Path file;

  private CrashMark(Path file) {
    this.file = file;
  }

  /**
   * Deletes the stores if the process that had them open has crashed, and marks them as open.
   *
   * @param folder of the application, locked by this process; no store may be open
   * @throws UncheckedIOException if the folder can't be changed
   */
  static CrashMark set(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        LOG.atInfo()
            .addKeyValue("folder", folder)
            .log("The last process crashed: its local state is restored from the changelogs");
        for (File task : tasks(folder)) {
          Utils.delete(task);
        }
      } else {
        Files.createFile(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CrashMark(file);
  }

  private static List<File> tasks(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(each -> each.getFileName().toString().matches(TASK))
          .map(Path::toFile)
          .toList();
    }
  }

  /**
   * Takes the mark away; all stores must be closed.
   *
   * @throws UncheckedIOException if it can't be
   */
  @Override
  public void close() {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
