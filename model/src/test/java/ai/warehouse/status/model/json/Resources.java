package ai.warehouse.status.model.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the files that the tests have checked in. */
final class Resources {
  private Resources() {}

  static byte[] bytes(String name) {
    try (InputStream file = Resources.class.getClassLoader().getResourceAsStream(name)) {
      return Objects.requireNonNull(file, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** Returns the names of the files in a folder, in order. */
  static List<String> names(String folder) {
    Path path = Path.of(System.getProperty("basedir", ""), "src", "test", "resources", folder);
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder, e);
    }
  }
}
