package ai.warehouse.status.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The archive of a service, unpacked as a user would.
 *
 * @param home the folder in it
 */
record Distribution(String service, String version, Path home) {
  private static final Path PROJECT = Path.of("..", "..");

  /** Unpacks into a new folder below that one, with spaces in its name. */
  static Distribution unpack(String service, Path below) throws IOException, InterruptedException {
    String version = System.getProperty("distribution.version");
    Path folder = Files.createDirectories(below.resolve("with spaces").resolve(service));
    String name = artifact(service) + "-" + version;
    Path archive = PROJECT.resolve(service).resolve("target").resolve(name + ".tar.gz");
    Called tar = Called.in(folder, Map.of(), "tar", "-xzf", archive.toAbsolutePath().toString());
    assertThat(tar.exitCode()).as(tar.toString()).isZero();
    return new Distribution(service, version, folder.resolve(name));
  }

  /** Returns the name of a service's artifact, in which "status" stands once. */
  static String artifact(String service) {
    return service.startsWith("status-") ? "warehouse-" + service : "warehouse-status-" + service;
  }

  /** Adds what the build has put aside for that, as a user adds jars of his own. */
  void addOwnJars() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of(System.getProperty("distribution.ext")))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, home.resolve("ext").resolve(jar.getFileName()));
      }
    }
  }

  String script(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  List<String> names(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(home.resolve(folder))) {
      return entries.map(entry -> entry.getFileName().toString()).toList();
    }
  }
}
