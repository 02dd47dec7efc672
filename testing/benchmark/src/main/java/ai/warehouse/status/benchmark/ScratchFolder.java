package ai.warehouse.status.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder for gigabytes of state, which goes away even when a run is interrupted. */
public final class ScratchFolder implements AutoCloseable {
  private final Path path;
  private final Thread atExit = new Thread(this::deleteAsFarAsPossible);

  private ScratchFolder(Path path) {
    this.path = path;
  }

  /** Creates an empty one. */
  public static ScratchFolder create(String prefix) throws IOException {
    ScratchFolder folder = new ScratchFolder(Files.createTempDirectory(prefix));
    Runtime.getRuntime().addShutdownHook(folder.atExit);
    return folder;
  }

  /** Returns where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    delete();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(path)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }

  // Whoever was interrupted may still be writing.
  private void deleteAsFarAsPossible() {
    try {
      delete();
    } catch (IOException | UncheckedIOException e) {
      System.err.printf("left behind: %s (%s)%n", path, e);
    }
  }
}
