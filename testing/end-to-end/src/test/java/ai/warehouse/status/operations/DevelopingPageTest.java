package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The classes and members that docs/developing.md names exist. */
class DevelopingPageTest {
  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?`");

  private final Map<String, List<Path>> sources =
      Docs.files(".java").stream()
          .collect(Collectors.groupingBy(file -> file.getFileName().toString()));

  @Test
  void shouldNameWhatIsThere() {
    List<MatchResult> names =
        Docs.lines("docs/developing.md").stream()
            .flatMap(line -> NAME.matcher(line).results())
            .toList();

    assertThat(names).hasSizeGreaterThan(50);
    assertThat(names).filteredOn(name -> !exists(name)).map(MatchResult::group).isEmpty();
  }

  private boolean exists(MatchResult name) {
    String member = name.group(2);
    return sources.getOrDefault(name.group(1) + ".java", List.of()).stream()
        .anyMatch(source -> member == null || Docs.text(source).contains(member));
  }
}
