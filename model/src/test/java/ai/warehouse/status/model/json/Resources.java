package ai.warehouse.status.model.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

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
}
