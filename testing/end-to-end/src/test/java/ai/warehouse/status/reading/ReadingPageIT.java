package ai.warehouse.status.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of docs/reading.md print what the page says. */
class ReadingPageIT {
  private static final Path PAGE = Path.of("..", "..", "docs", "reading.md");
  private static final String INDENT = "    ";
  private static final String PROMPT = "$ ";
  private static final String CONTINUED = "> ";
  private static final String ANYTHING = "…";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * A command, with what it prints.
   *
   * @param line of the page, from 1 on
   */
  private record Example(int line, List<String> command, List<String> output) {
    Pattern pattern() {
      return Pattern.compile(
          Stream.of(String.join("\n", output).split(ANYTHING, -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")),
          Pattern.DOTALL);
    }
  }

  @Test
  void shouldPrintWhatItSays() throws Exception {
    assumeThat(Stream.of("/usr/bin/curl", "/bin/curl").map(Path::of))
        .as("without curl the page can't be tried")
        .anyMatch(Files::isExecutable);
    List<Example> examples = examples();
    assertThat(examples).hasSizeGreaterThan(10);

    try (ReadingSystem system = new ReadingSystem()) {
      Reading api = system.startApi();
      for (Example example : examples) {
        // What was published is there soon after.
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(run(example, api))
                        .as("%s:%d", PAGE.getFileName(), example.line())
                        .matches(example.pattern()));
      }
    }
  }

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    Example open = null;
    int number = 0;
    for (String line : Files.readAllLines(PAGE)) {
      number++;
      String text = line.startsWith(INDENT) ? line.substring(INDENT.length()) : null;
      if (text == null) {
        open = null;
      } else if (text.startsWith(PROMPT)) {
        open = new Example(number, new ArrayList<>(), new ArrayList<>());
        examples.add(open);
        open.command().add(text.substring(PROMPT.length()));
      } else if (open != null && text.startsWith(CONTINUED)) {
        open.command().add(text.substring(CONTINUED.length()));
      } else if (open != null) {
        open.output().add(text);
      }
    }
    return examples;
  }

  private static String run(Example example, Reading api) throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", String.join("\n", example.command()))
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    shell.environment().put("WAREHOUSE_STATUS_URL", api.address());
    shell.environment().put("WAREHOUSE_STATUS_TOKEN", ReadingSystem.TOKEN);
    Process process = shell.start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return printed.stripTrailing();
    } finally {
      process.destroyForcibly();
    }
  }
}
