package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each link of a Markdown page to another file, or to a heading, of the project leads there. */
class MarkdownLinksTest {
  private static final Pattern FENCED_CODE = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern ELSEWHERE = Pattern.compile("^(https?|mailto):.*");

  @Test
  void shouldResolve() {
    List<Path> pages = Docs.files(".md");

    assertThat(pages).hasSizeGreaterThan(20);
    assertThat(pages.stream().flatMap(MarkdownLinksTest::broken)).isEmpty();
  }

  private static Stream<String> broken(Path page) {
    return LINK.matcher(CODE_SPAN.matcher(text(page)).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .filter(target -> !resolves(page, target))
        .map(target -> page + ": " + target);
  }

  private static boolean resolves(Path page, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
  }

  /** The anchors that GitHub gives to the headings of a page; equal headings are not told apart. */
  private static List<String> anchors(Path page) {
    return HEADING
        .matcher(text(page))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String text(Path page) {
    return FENCED_CODE.matcher(Docs.text(page)).replaceAll("");
  }
}
