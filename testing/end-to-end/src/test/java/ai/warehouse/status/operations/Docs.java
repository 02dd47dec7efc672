package ai.warehouse.status.operations;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project's documents, read from where tests run: the folder of this module. */
final class Docs {
  private static final Path ROOT = Path.of("..", "..");

  private Docs() {}

  static File root() {
    return ROOT.toFile();
  }

  static List<String> lines(String file) {
    return text(ROOT.resolve(file)).lines().toList();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
