package ai.warehouse.status.model.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each Java block of a README stands in a test that runs, but for its indentation. */
class ReadmeTest {
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Path EXAMPLES =
      Path.of("src/test/java", ReadmeTest.class.getPackageName().replace('.', '/'));

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "../README.md"})
  void shouldHaveExamplesThatRun(String readme) throws IOException {
    List<String> blocks =
        JAVA_BLOCK
            .matcher(Files.readString(Path.of(readme)))
            .results()
            .map(block -> block.group(1))
            .map(ReadmeTest::unindented)
            .toList();

    assertThat(blocks).isNotEmpty();
    assertThat(blocks).allSatisfy(block -> assertThat(examples()).contains(block));
  }

  private static String examples() throws IOException {
    return unindented(
        Files.readString(EXAMPLES.resolve("PublishExampleIT.java"))
            + Files.readString(EXAMPLES.resolve("ReadExampleIT.java")));
  }

  private static String unindented(String code) {
    return code.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
