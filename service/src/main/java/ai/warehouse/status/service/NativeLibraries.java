package ai.warehouse.status.service;

import java.util.List;
import java.util.Optional;

/**
 * The native libraries of RocksDB and of Kafka's compression, which are unpacked into the temporary
 * folder when first used.
 */
public final class NativeLibraries {

  // Beside UnsatisfiedLinkError itself: RocksDB and zstd where the folder is read-only, and the JVM
  // at the second use of a class whose first failed.
  private static final List<String> SAY_SO =
      List.of("RocksDB shared library", "Cannot unpack lib", "UnsatisfiedLinkError");

  private NativeLibraries() {}

  /**
   * Returns what to do if a native library could not be loaded.
   *
   * @param failure wrapped or not
   * @return one line, for a person; empty for any other failure
   */
  public static Optional<String> hint(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsatisfiedLinkError
          || SAY_SO.stream().anyMatch(says(cause)::contains)) {
        return Optional.of(hintFor(cause));
      }
    }
    return Optional.empty();
  }

  private static String hintFor(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    return ("A native library could not be loaded: %s. It is unpacked into the temporary folder %s,"
            + " which must be writable and not mounted noexec; to use another, set"
            + " JAVA_OPTS=-Djava.io.tmpdir=FOLDER")
        .formatted(
            says(innermost).lines().findFirst().orElse(""), System.getProperty("java.io.tmpdir"));
  }

  private static String says(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }
}
