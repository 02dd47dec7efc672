package ai.warehouse.status.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
  @TempDir private Path home;

  @Test
  void shouldTakeTheOptionsThatAreShipped() throws IOException {
    Path folder = Files.createDirectories(home.resolve("service/src/main/bin"));
    Files.writeString(
        folder.resolve("jvm-options"), "# why\n-XX:+UseParallelGC\n\n  # and why\n-Xshare:auto\n");
    assertThat(Checkout.options(home)).containsExactly("-XX:+UseParallelGC", "-Xshare:auto");
  }

  @Test
  void shouldTakeNoOptionsIfNoneAreShipped() {
    assertThat(Checkout.options(home)).isEmpty();
  }

  @Test
  void shouldPutTheClassesOfAnotherCheckoutFirst() throws IOException {
    Path target = Files.createDirectories(home.resolve("testing/benchmark/target"));
    Files.writeString(target.resolve("class-path"), "/other/model.jar\n");
    assertThat(Checkout.at(home).classPath())
        .startsWith("/other/model.jar:")
        .endsWith(":" + Checkout.current().classPath());
  }
}
