package ai.warehouse.status.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: the quickstart starts its servers itself")
class QuickstartIT {
  private static final long SEED = 42;
  private static final int LINES = 1_500;
  private static final String REVISION = "\"revision\":\\d+,?";

  @TempDir private Path folder;

  @Test
  void shouldFillTheSameTablesWhateverTheOrderAndTheRepetitions() throws IOException {
    MixedEvents events = new MixedEvents(SEED);
    List<String> sorted = events.sorted(LINES);

    List<String> mixed = events.mixed(sorted);

    Path expected = tablesOf("sorted", sorted);
    Path actual = tablesOf("mixed", mixed);

    for (String table : List.of("status-event", "status", "status-head", "status-counter")) {
      assertThat(withoutRevisions(actual, table))
          .as("table %s, seed %d", table, SEED)
          .isEqualTo(withoutRevisions(expected, table))
          .isNotEmpty();
    }
    assertThat(rejectedValues(actual)).isEqualTo(rejectedValues(expected)).hasSize(8);
    assertThat(Files.readAllLines(actual.resolve("dead-letter.ndjson")))
        .as("one dead letter for each delivery")
        .hasSize((int) mixed.stream().filter(MixedEvents::isMalformed).count());
  }

  private Path tablesOf(String name, List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve(name + ".ndjson"), lines);
    Path dump = folder.resolve(name);
    Quickstart done =
        Quickstart.run("--events", file.toString(), "--dump", dump.toString(), "--exit");
    assertThat(done.err()).isEmpty();
    assertThat(done.exitCode()).isZero();
    return dump;
  }

  private static List<String> withoutRevisions(Path dump, String table) throws IOException {
    return Files.readAllLines(dump.resolve(table + ".ndjson")).stream()
        .map(line -> line.replaceFirst(REVISION, ""))
        .toList();
  }

  private static Set<String> rejectedValues(Path dump) throws IOException {
    Set<String> values = new TreeSet<>();
    for (String line : Files.readAllLines(dump.resolve("dead-letter.ndjson"))) {
      values.add(line.substring(line.indexOf("\"value\":")));
    }
    return values;
  }

  @Test
  void shouldRefuseATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Quickstart refused =
          Quickstart.run("--kafka-port", String.valueOf(taken.getLocalPort()), "--exit");

      assertThat(refused.exitCode()).isOne();
      assertThat(refused.err().lines())
          .singleElement()
          .asString()
          .contains("port " + taken.getLocalPort());
    }
  }

  @Test
  void shouldShowTheSimulationFromTheTables() throws IOException, InterruptedException {
    Quickstart done = Quickstart.runOnTheClassPathOfTheScript(folder, "--exit");

    assertThat(done.err()).isEmpty();
    assertThat(done.exitCode()).isZero();
    assertThat(done.out())
        .containsPattern("storefront!dev +4\\.2\\.0 +100 % +after 4\\.1\\.0")
        .containsPattern("account!prod!1\\.0\\.7 +95 % of 20 +failing")
        .containsPattern("checkout!prod!2\\.3\\.0 +100 % of 20 +complete");
  }
}
