package ai.warehouse.status.benchmark;

import ai.warehouse.status.api.ApiMain;
import ai.warehouse.status.embedded.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A checkout of this project, whose services can be started.
 *
 * @param classPath of its services
 * @param options of the JVM that its archives ship
 */
public record Checkout(String name, String classPath, List<String> options) {
  /** Returns the checkout that this JVM runs. */
  public static Checkout current() {
    return new Checkout(
        System.getProperty("bench.commit", "this"),
        System.getProperty("java.class.path"),
        options(Path.of(System.getProperty("bench.home", "none"))));
  }

  /** Returns another one, in which the benchmark was built. */
  public static Checkout at(Path home) throws IOException {
    String dependencies =
        Files.readString(home.resolve("testing/benchmark/target/class-path")).strip();
    // Our publisher comes last, and so runs on the other's classes.
    String classPath = String.join(File.pathSeparator, dependencies, current().classPath());
    return new Checkout(home.toRealPath().getFileName().toString(), classPath, options(home));
  }

  /**
   * Returns the options of the JVM that a checkout's archives ship.
   *
   * @param home the checkout's folder; without the file of options, no options
   */
  static List<String> options(Path home) {
    Path file = home.resolve("service/src/main/bin/jvm-options");
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file).stream()
          .map(String::strip)
          .filter(line -> !line.matches("(#.*)?"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a child on the class path and with the options that are shipped. */
  public ChildJvm.Builder child(Class<?> main) {
    return bare(main).classPath(classPath).options(options.toArray(String[]::new));
  }

  /**
   * Returns a child with 1 GB of heap and the options of {@code -Dbench.child.options}, as a
   * profiler's.
   */
  static ChildJvm.Builder bare(Class<?> main) {
    String more = System.getProperty("bench.child.options", "");
    return ChildJvm.of(main).options(("-Xmx1g " + more).split(" +"));
  }

  /**
   * Starts a service, and returns at once.
   *
   * @param settings besides those that a single broker needs
   */
  public ChildJvm start(Class<?> main, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>(List.of("--set", "http.port=-1"));
    if (main != ApiMain.class) { // which creates no topics
      arguments.addAll(List.of("--set", "topics.replicas=1"));
    }
    settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
    return child(main).arguments(arguments).start(main.getSimpleName());
  }
}
