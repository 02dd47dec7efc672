package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topology is made of, and that the README shows it as it is. */
class TopologyShapeTest {
  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- topology: drawn by TopologyShapeTest -->";
  private static final String END = "<!-- end of topology -->";
  private static final String UPDATE = "readme.update";

  @TempDir private Path stateDir;

  @Test
  void shouldBeOneSubTopologyWithANameForEachPart() {
    TopologyDescription described = describe();

    assertThat(described.subtopologies()).hasSize(1);
    assertThat(described.globalStores()).isEmpty();
    assertThat(described.toString()).doesNotContain("KSTREAM").doesNotContain("000000");
  }

  @Test
  void shouldBeDrawnInTheReadmeAsItIs() throws IOException {
    List<String> readme = Files.readAllLines(README);
    int begin = readme.indexOf(BEGIN);
    int end = readme.indexOf(END);
    assertThat(begin).as("line of %s in %s", BEGIN, README).isNotNegative().isLessThan(end);
    List<String> picture =
        Stream.of(
                Stream.of("```mermaid"),
                TopologyPicture.draw(describe()).stream(),
                Stream.of("```"))
            .flatMap(lines -> lines)
            .toList();
    if (Boolean.getBoolean(UPDATE)) {
      List<String> updated =
          Stream.of(readme.subList(0, begin + 1), picture, readme.subList(end, readme.size()))
              .flatMap(List::stream)
              .toList();
      Files.write(README, updated);
      return;
    }
    assertThat(readme.subList(begin + 1, end))
        .as(
            "the topology in %s; to draw it anew:%n"
                + "  mvn -pl stream-processor -am test -Dtest=TopologyShapeTest -D%s=true"
                + " -Dsurefire.failIfNoSpecifiedTests=false%n",
            README.toAbsolutePath(), UPDATE)
        .isEqualTo(picture);
  }

  private TopologyDescription describe() {
    return new StatusTopology(TopologyHarness.TOPICS, 4, TopologyHarness.properties(stateDir))
        .get()
        .describe();
  }
}
