package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void shouldShowTheWorstFirstWithinTheTerminal() {
    LiveScreen screen = screen(Map.of(), 5, 60);

    show(
        screen,
        "snapshot",
        """
        {"heads":[%s,%s,%s,%s]}
        """
            .formatted(
                head("a", "complete"),
                head("b", "failing"),
                head("c", "building"),
                head("d", "stalled")));

    List<String> lines = lines();
    assertThat(lines.get(0)).contains("all heads");
    assertThat(lines.get(2)).contains("\u001b[31mb ", "failing", "\u001b[0m");
    assertThat(lines.get(3)).contains("\u001b[33md ", "stalled");
    assertThat(lines.get(4)).isEqualTo("… and 2 more\u001b[J");
  }

  @Test
  void shouldShowABuildWithItsFailuresAndNewestEvents() {
    LiveScreen screen = screen(Map.of("NO_COLOR", "1"), 24, 40);

    show(
        screen,
        "snapshot",
        """
        {"build":%s,"locales":[{"locale":"de-DE","state":"failing","message":"no\\u001b[2J disk"}],
         "events":[{"createdAt":"T1","eventType":"queued"},{"createdAt":"T2","eventType":"error"}]}
        """
            .formatted(head("shop", "failing")));

    assertThat(lines().subList(2, 6))
        .extracting(line -> line.replace("\u001b[K", ""))
        .satisfiesExactly(
            build -> assertThat(build).startsWith("shop").hasSize(40).endsWith("…"),
            failure -> assertThat(failure).isEqualTo("failing  de-DE  no�[2J disk"),
            newest -> assertThat(newest).startsWith("T2"),
            oldest -> assertThat(oldest).startsWith("T1"));

    show(screen, "changes", "{\"locales\":[{\"locale\":\"de-DE\",\"state\":\"complete\"}]}");
    assertThat(lines()).noneMatch(line -> line.contains("de-DE"));
  }

  @Test
  void shouldSayWhatIsMissingUntilItIsThereAgain() {
    LiveScreen screen = screen(Map.of(), 24, 80);

    screen.showDisconnected("No answer");
    assertThat(lines().get(1)).startsWith("No answer");
    show(screen, "snapshot", "{\"heads\":[]}");
    assertThat(lines().get(1)).startsWith("\u001b[K");
    show(screen, "upstream", "{\"ok\":false,\"what\":\"kafka\",\"since\":\"T\"}");
    assertThat(lines().get(1)).contains("kafka since T");
  }

  private LiveScreen screen(Map<String, String> environment, int rows, int columns) {
    PrintStream printed = new PrintStream(out, true, UTF_8);
    return new LiveScreen(
        new Shell(InputStream.nullInputStream(), printed, printed, environment, rows, columns),
        "all heads");
  }

  private void show(LiveScreen screen, String event, String json) {
    out.reset();
    assertThat(screen.show(event, Json.parse(json.getBytes(UTF_8)))).isTrue();
  }

  private List<String> lines() {
    String shown = out.toString(UTF_8);
    return shown.substring(shown.lastIndexOf("\u001b[H")).lines().toList();
  }

  private static String head(String pkg, String state) {
    return "{\"pkg\":\"%s\",\"env\":\"prod\",\"version\":\"1\",\"state\":\"%s\",\"progress\":7}"
        .formatted(pkg, state);
  }
}
