package ai.warehouse.status.example;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A worker with its libraries: ours, or older ones in the place of some of them. */
enum ClassPath {
  /** What the model is compiled with. */
  CURRENT,
  /** The first Jackson with limits, and a kafka-clients without the newest settings. */
  OLDER,
  /** The oldest that the model's README promises. */
  OLDEST;

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  /** Returns all folders and jars. */
  List<Path> entries() {
    List<Path> instead = instead();
    Stream<Path> libraries =
        Stream.of(read().split(File.pathSeparator))
            .map(Path::of)
            .filter(
                jar -> instead.stream().noneMatch(other -> artifact(other).equals(artifact(jar))));
    return Stream.of(
            Stream.of(TARGET.resolve("test-classes"), TARGET.resolve("classes")),
            libraries,
            instead.stream())
        .flatMap(paths -> paths)
        .toList();
  }

  private List<Path> instead() {
    if (this == CURRENT) {
      return List.of();
    }
    try (Stream<Path> jars =
        Files.list(TARGET.resolve("libraries").resolve(name().toLowerCase(Locale.ROOT)))) {
      return jars.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the name of a jar without its version. */
  private static String artifact(Path jar) {
    return jar.getFileName().toString().replaceFirst("-\\d.*", "");
  }

  private static String read() {
    try {
      return Files.readString(TARGET.resolve("class-path")).trim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
