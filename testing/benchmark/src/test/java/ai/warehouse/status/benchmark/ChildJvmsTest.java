package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmsTest {
  @AfterEach
  void forgetHome() {
    System.clearProperty("bench.home");
  }

  @Test
  void shouldTakeTheOptionsThatAreShipped(@TempDir Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("service/src/main/bin"));
    Files.writeString(
        folder.resolve("jvm-options"), "# why\n-XX:+UseParallelGC\n\n  # and why\n-Xshare:auto\n");
    System.setProperty("bench.home", home.toString());
    assertThat(ChildJvms.shippedOptions()).containsExactly("-XX:+UseParallelGC", "-Xshare:auto");
  }

  @Test
  void shouldTakeNoOptionsIfNoneAreShipped(@TempDir Path home) {
    System.setProperty("bench.home", home.toString());
    assertThat(ChildJvms.shippedOptions()).isEmpty();
  }
}
