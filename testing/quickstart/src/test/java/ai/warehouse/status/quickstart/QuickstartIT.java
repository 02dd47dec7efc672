package ai.warehouse.status.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.embedded.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledIfSystemProperty(
    named = TestServers.KIND,
    matches = "containers",
    disabledReason = "stays embedded: the quickstart starts its servers itself")
class QuickstartIT {
  private static final long SEED = 42;
  private static final int LINES = 1_500;
  private static final String REVISION = "\"revision\":\\d+,?";

  @TempDir private Path folder;

  /** Both orders in one run, the mixed one for packages of its own. */
  @Test
  void shouldFillTheSameTablesWhateverTheOrderAndTheRepetitions() throws IOException {
    MixedEvents events = new MixedEvents(SEED);
    List<String> sorted = events.sorted(LINES);
    List<String> mixed = events.mixed(sorted);
    List<String> lines = new ArrayList<>(sorted);
    lines.addAll(MixedEvents.inOtherPackages(mixed));

    Path dump = dumpOf(lines);

    for (String table : List.of("status-event", "status", "status-head", "status-counter")) {
      Map<Boolean, List<String>> items =
          lines(dump, table).stream()
              .map(item -> item.replaceFirst(REVISION, ""))
              .collect(Collectors.partitioningBy(item -> item.contains("\"pkg\":\"z")));
      assertThat(items.get(true).stream().map(MixedEvents::inPackagesOfTheOriginal))
          .as("table %s, seed %d", table, SEED)
          .isNotEmpty()
          .containsExactlyElementsOf(items.get(false));
    }
    List<String> deadLetters = lines(dump, "dead-letter");
    assertThat(deadLetters)
        .as("one dead letter for each delivery")
        .hasSize((int) lines.stream().filter(MixedEvents::isMalformed).count());
    assertThat(deadLetters.stream().map(letter -> letter.substring(letter.indexOf("\"value\":"))))
        .satisfies(values -> assertThat(Set.copyOf(values)).hasSize(8));
  }

  private Path dumpOf(List<String> lines) throws IOException {
    Path file = Files.write(folder.resolve("events.ndjson"), lines);
    Path dump = folder.resolve("dump");
    Quickstart done =
        Quickstart.run("--events", file.toString(), "--dump", dump.toString(), "--exit");
    assertThat(done.err()).isEmpty();
    assertThat(done.exitCode()).isZero();
    return dump;
  }

  private static List<String> lines(Path dump, String table) throws IOException {
    return Files.readAllLines(dump.resolve(table + ".ndjson"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--kafka-port", "--http-port"})
  void shouldRefuseATakenPort(String option) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Quickstart refused = Quickstart.run(option, String.valueOf(taken.getLocalPort()), "--exit");

      assertThat(refused.exitCode()).isOne();
      assertThat(refused.err().lines())
          .singleElement()
          .asString()
          .contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void shouldShowTheSimulationFromTheTables() throws IOException, InterruptedException {
    Quickstart done = Quickstart.runOnTheClassPathOfTheScript(folder, "--exit");

    assertThat(done.err()).isEmpty();
    assertThat(done.exitCode()).isZero();
    assertThat(done.out())
        .containsPattern("(?s)^.*Board: http://127\\.0\\.0\\.1:\\d+/\n.*Simulated workers")
        .containsPattern("storefront!dev +4\\.2\\.0 +100 % +after 4\\.1\\.0")
        .containsPattern("account!prod!1\\.0\\.7 +95 % of 20 +failing")
        .containsPattern("checkout!prod!2\\.3\\.0 +100 % of 20 +complete");
  }
}
