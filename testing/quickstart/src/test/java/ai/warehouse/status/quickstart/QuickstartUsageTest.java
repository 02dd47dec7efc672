package ai.warehouse.status.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartUsageTest {
  @TempDir private Path folder;

  @Test
  void shouldExplainEachOption() {
    Quickstart help = Quickstart.run("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains("--events", "--dump", "--exit", "--builds", "--locales", "--partitions")
        .contains("--http-port", "--kafka-port", "--dynamodb-port");
  }

  @Test
  void shouldRefuseAnUnknownOption() {
    assertRefused(Quickstart.run("--colour"), 2, "--colour");
  }

  @Test
  void shouldRefuseABadPort() {
    assertRefused(Quickstart.run("--kafka-port", "70000"), 2, "--kafka-port");
    assertRefused(Quickstart.run("--dynamodb-port", "http"), 2, "--dynamodb-port");
    assertRefused(Quickstart.run("--http-port", "-1"), 2, "--http-port");
  }

  @Test
  void shouldRefuseZeroPartitions() {
    assertRefused(Quickstart.run("--partitions", "0"), 2, "--partitions");
  }

  @Test
  void shouldRefuseAMissingFile() {
    assertRefused(
        Quickstart.run("--events", folder.resolve("none.ndjson").toString()), 1, "none.ndjson");
  }

  @Test
  void shouldRefuseAFolderAsFile() {
    assertRefused(Quickstart.run("--events", folder.toString()), 1, "--events");
  }

  @Test
  void shouldRefuseAnUnwritableDumpFolder() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertRefused(Quickstart.run("--dump", file.resolve("dump").toString()), 1, "--dump");
  }

  @Test
  void shouldRefuseASimulationThatDoesNotFitIntoMemory() {
    assertRefused(Quickstart.run("--builds", "0"), 2, "--builds");
    assertRefused(Quickstart.run("--locales", "10001"), 2, "--locales");
    assertRefused(Quickstart.run("--builds", "1000", "--locales", "51"), 2, "--locales");
  }

  static void assertRefused(Quickstart refused, int exitCode, String named) {
    assertThat(refused.exitCode()).isEqualTo(exitCode);
    assertThat(refused.err().lines()).singleElement().asString().contains(named);
    assertThat(refused.out()).isEmpty();
  }
}
