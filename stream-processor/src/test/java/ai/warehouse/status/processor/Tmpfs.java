package ai.warehouse.status.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small file system of its own, in memory; needs root on Linux, and skips the test elsewhere. */
final class Tmpfs implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;

  private Tmpfs(Path folder) {
    this.folder = folder;
  }

  /**
   * Mounts one.
   *
   * @param options of {@code mount}, such as {@code size=16m}
   */
  static Tmpfs mount(Path folder, String options) throws IOException, InterruptedException {
    boolean linux = Files.exists(Path.of("/proc/mounts"));
    assumeTrue(
        linux && run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
        "SKIPPED: no tmpfs can be mounted here, which takes root on Linux");
    return new Tmpfs(folder);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  Path folder() {
    return folder;
  }

  /** Takes all the room that there is. */
  void fill() throws IOException {
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      while (folder.toFile().getUsableSpace() >= BLOCK) {
        ballast.write(new byte[BLOCK]);
      }
    }
  }

  /** Gives some of the room back. */
  void free(long bytes) throws IOException {
    try (FileChannel ballast = FileChannel.open(ballast(), StandardOpenOption.WRITE)) {
      ballast.truncate(ballast.size() - bytes);
    }
  }

  /** Gives all the room back. */
  void free() throws IOException {
    Files.delete(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    try {
      assertThat(run("umount", folder.toString())).as("exit code of umount").isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
