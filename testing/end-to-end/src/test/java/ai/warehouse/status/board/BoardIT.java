package ai.warehouse.status.board;

import static ai.warehouse.status.board.BoardPage.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.model.kafka.BuildReporter;
import ai.warehouse.status.quickstart.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** What people see, do and are told; each test has packages of its own. */
class BoardIT {
  private static final int WIDTH = 1400;
  private static final int HEIGHT = 900;

  private static BoardSystem system;
  private static BoardPage page;

  @BeforeAll
  static void start() {
    system = BoardSystem.start();
    page = system.page();
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.close();
    }
  }

  @BeforeEach
  void resize() {
    system.browser().resize(WIDTH, HEIGHT);
    system.browser().preferColours("light");
  }

  /** An error or a violation of the Content-Security-Policy in any test. */
  @AfterEach
  void shouldHaveNothingToComplainAbout() {
    assertThat(system.browser().console()).isEmpty();
  }

  @Test
  void shouldShowWhatHappensWithoutAReload() {
    page.open("#/");
    page.mark();
    BuildReporter build = system.build("live", "prod", "1.0.0");

    build.queued(2);
    eventually(() -> assertThat(page.head("live", "prod")).contains("1.0.0", "queued"));
    build.locale("en-US").completed();
    eventually(() -> assertThat(page.head("live", "prod")).contains("building", "50 %"));
    build.locale("de-DE").completed();
    eventually(() -> assertThat(page.head("live", "prod")).contains("complete"));
    system.build("live", "prod", "1.1.0").queued(2);
    eventually(() -> assertThat(page.head("live", "prod")).contains("1.1.0", "queued"));

    assertThat(page.isMarked()).isTrue();
  }

  @Test
  void shouldShowWhatIsPublishedAsTheQuickstartPrints() throws IOException, InterruptedException {
    String event =
        "{\"pkg\": \"curled\", \"env\": \"dev\", \"version\": \"1\", \"locale\": \"en-US\"}";
    HttpRequest request =
        HttpRequest.newBuilder(system.system().board().resolve("/events"))
            .header("Authorization", "Bearer " + LocalSystem.PUBLISH_TOKEN)
            .header("Content-Type", "application/x-www-form-urlencoded") // as curl -d does
            .POST(BodyPublishers.ofString(event))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    page.open("#/");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    eventually(() -> assertThat(page.head("curled", "dev")).contains("building"));
  }

  @Test
  void shouldShowTheWorkerOfTheReadme(@TempDir Path folder) throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("basedir", ""), "../../README.md"));
    String worker = readme.split("```sh\n")[1].split("```\n")[0];
    Path build = Files.writeString(folder.resolve("build"), "#!/bin/sh\n[ \"$1\" = en-US ]\n");
    assertThat(build.toFile().setExecutable(true)).isTrue();
    ProcessBuilder shell = new ProcessBuilder("sh", "-euc", worker).directory(folder.toFile());
    String board = system.system().board().toString();
    shell.environment().put("WAREHOUSE_STATUS_URL", board.substring(0, board.length() - 1));
    shell.environment().put("WAREHOUSE_STATUS_TOKEN", LocalSystem.PUBLISH_TOKEN);
    Process process = shell.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    page.open("#/build/shop/prod/1.4.0");

    assertThat(process.waitFor()).as(printed).isZero();
    eventually(() -> assertThat(page.locale("en-US")).isEqualTo("complete"));
    eventually(() -> assertThat(page.locale("de-DE")).isEqualTo("failing"));
  }

  @Test
  void shouldPutFailingBuildsFirst() {
    system.build("fine", "prod", "1.0.0").queued(1);
    fail("broken", "prod").join();
    page.open("#/");

    eventually(() -> assertThat(page.packages()).contains("broken", "fine"));
    assertThat(page.packages().indexOf("broken")).isLessThan(page.packages().indexOf("fine"));
    eventually(() -> assertThat(page.driver().getTitle()).contains("failing"));
  }

  private static CompletableFuture<?> fail(String pkg, String env) {
    BuildReporter build = system.build(pkg, env, "1.0.0");
    build.queued(2);
    return build.locale("fr-FR").failed("Command failed: Module not found", "at webpack:42\n");
  }

  @Test
  void shouldSearchAndFilter() {
    system.build("find-one", "dev", "1.0.0").queued(1);
    fail("find-two", "prod");
    fail("other-three", "prod").join();
    page.open("#/");
    eventually(() -> assertThat(page.packages()).contains("find-one", "find-two", "other-three"));

    page.click("#search");
    page.press("FIND-");
    eventually(() -> assertThat(page.packages()).containsOnly("find-one", "find-two"));
    page.click("#states button[data-state=failing]");
    eventually(() -> assertThat(page.packages()).containsExactly("find-two"));
    page.driver().navigate().refresh();
    eventually(() -> assertThat(page.packages()).containsExactly("find-two"));
    page.click("#states button[data-state=failing]");
    page.click("#environments button[value=dev]");
    eventually(() -> assertThat(page.packages()).containsExactly("find-one"));
    page.click("#search");
    page.press("nothing is called so");
    eventually(() -> assertThat(page.text("#nothing")).isNotBlank());
  }

  @Test
  void shouldBeUsableByKeyboard() {
    fail("keys", "prod").join();
    BuildReporter build = system.build("keys", "prod", "1.0.0");
    build.locale("aa-AA").event("started").join();
    page.open("#/");
    eventually(() -> assertThat(page.packages()).contains("keys"));

    page.press("/");
    assertThat(page.hasFocus("#search")).isTrue();
    page.press("keys");
    eventually(() -> assertThat(page.packages()).containsExactly("keys"));
    tabTo("tr[data-package] a");
    page.press(Keys.ENTER);
    eventually(() -> assertThat(page.locale("fr-FR")).isEqualTo("failing"));
    eventually(() -> assertThat(page.locale("aa-AA")).isEqualTo("building"));
    tabTo(".cell");
    page.press(Keys.HOME);
    assertThat(page.hasFocus("[data-locale=aa-AA]")).isTrue();
    page.press(Keys.ARROW_RIGHT);
    assertThat(page.hasFocus("[data-locale=fr-FR]")).isTrue();
    page.press(Keys.ENTER);
    eventually(() -> assertThat(page.text(".details")).contains("fr-FR", "Module not found"));
    page.press(Keys.ESCAPE);
    eventually(() -> assertThat(page.hasFocus("[data-locale=fr-FR]")).isTrue());
  }

  private static void tabTo(String selector) {
    for (int tabs = 0; tabs < 30 && !page.hasFocus(selector); tabs++) {
      page.press(Keys.TAB);
    }
    assertThat(page.hasFocus(selector)).as("reached by Tab: %s", selector).isTrue();
  }

  @Test
  void shouldShowTheErrorOfAFailingLocaleUntilItHeals() {
    fail("failing", "prod").join();
    page.open("#/build/failing/prod/1.0.0");

    eventually(() -> assertThat(page.locale("fr-FR")).isEqualTo("failing"));
    eventually(
        () ->
            assertThat(page.text(".details"))
                .contains("fr-FR", "Command failed: Module not found", "at webpack:42"));
    assertThat(page.text(".summary")).containsIgnoringCase("failing");
    system.build("failing", "prod", "1.0.0").locale("fr-FR").completed();
    eventually(() -> assertThat(page.locale("fr-FR")).isEqualTo("complete"));
    eventually(() -> assertThat(page.text(".details")).doesNotContain("Module not found"));
    assertThat(page.text(".summary")).contains("1 of 2");
  }

  @Test
  void shouldShowTextAsText() {
    String pkg = "it's \"quoted\" <b>&amp; 🎉";
    String message = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>";
    BuildReporter build = system.build(pkg, "prod", "<i>\"1'");
    build.queued(1);
    build.locale("fr-FR").failed(message, message).join();
    page.open("#/");
    eventually(() -> assertThat(page.head(pkg, "prod")).contains("<i>\"1'", "failing"));

    page.script(
        "[...document.querySelectorAll('tr[data-package]')]"
            + ".find(row => row.dataset.package === arguments[0]).querySelector('a').click()",
        pkg);
    eventually(() -> assertThat(page.text(".summary h1")).contains(pkg, "<i>\"1'"));
    eventually(() -> assertThat(page.text(".details")).contains(message));
    eventually(() -> assertThat(page.text(".events")).contains(message));
    assertThat(page.count("main script, main img, main i, main b i")).isZero();
    assertThat(page.script("return window.hacked ?? 'no'")).isEqualTo("no");
  }

  @Test
  void shouldWaitForABuildThatIsNotKnown() {
    page.open("#/build/unborn/prod/1.0.0");
    page.mark();
    eventually(() -> assertThat(page.text("main")).contains("Nothing is known yet"));

    system.build("unborn", "prod", "1.0.0").queued(3);
    eventually(() -> assertThat(page.text(".summary")).contains("0 of 3"));
    assertThat(page.isMarked()).isTrue();
  }

  @Test
  void shouldSayThatAnAddressIsWrong() {
    page.open("#/builds/of/nothing");

    eventually(() -> assertThat(page.text("main")).contains("no such page"));
  }

  @Test
  void shouldCompareTheVersionsOfAPackage() {
    for (String version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      BuildReporter build = system.build("versions", "prod", version);
      build.queued(1).join();
      build.locale("en-US").completed().join();
    }
    eventually(() -> assertThat(head("versions")).isEqualTo("1.2.0"));
    page.open("#/package/versions/prod");

    eventually(() -> assertThat(page.text(".versions")).contains("1.2.0", "1.1.0", "1.0.0"));
  }

  private static String head(String pkg) {
    page.open("#/?q=" + pkg);
    return page.text("tr[data-package] .version");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 768, 1280, 2560})
  void shouldFitTheScreen(int width) {
    fail("a-package-with-a-name-that-is-too-long-for-any-column-of-a-table", "prod").join();
    fail("wide", "prod").join();
    eventually(() -> assertThat(head("wide")).isEqualTo("1.0.0"));
    system.browser().resize(width, HEIGHT);

    for (String hash : List.of("#/", "#/build/wide/prod/1.0.0", "#/package/wide/prod")) {
      page.open(hash);
      eventually(() -> assertThat(page.attribute("main", "data-shown")).isNotNull());
      assertThat(
              page.script(
                  "const { scrollWidth, clientWidth } = document.documentElement;"
                      + "return scrollWidth - clientWidth"))
          .as("pixels too many of %s in %d", hash, width)
          .isEqualTo(0L);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void shouldBeLegible(String colours) {
    fail("legible", "prod").join();
    system.browser().preferColours(colours);

    for (String hash : List.of("#/", "#/build/legible/prod/1.0.0", "#/package/legible/prod")) {
      page.open(hash);
      eventually(() -> assertThat(page.attribute("main", "data-shown")).isNotNull());
      assertThat(Contrast.tooLow(page)).as("in %s", hash).isEmpty();
    }
    assertThat(Contrast.isDark(page)).isEqualTo(colours.equals("dark"));
  }

  @Test
  void shouldAnswerWhileFiveThousandLocalesChange() {
    BuildReporter build = system.build("huge", "prod", "1.0.0");
    build.queued(5_000);
    IntStream.range(0, 4_000).forEach(i -> build.locale(locale(i)).completed());
    build.locale(locale(4_000)).event("started").join();
    page.open("#/build/huge/prod/1.0.0");
    eventually(() -> assertThat(page.text(".count")).contains("4,000 of 5,000"));
    page.script(
        "window.longest = 0;"
            + "new PerformanceObserver(list => list.getEntries().forEach("
            + "  task => { longest = Math.max(longest, task.duration); })"
            + ").observe({type: 'longtask'})");

    page.click(".locales input");
    for (int i = 4_000; i < 5_000; i++) {
      build.locale(locale(i)).completed();
      if (i % 100 == 0) {
        page.press(i == 4_000 ? "l" : Integer.toString(i / 100 % 10));
        page.press(Keys.BACK_SPACE);
      }
    }
    page.press("4999");

    eventually(() -> assertThat(page.count(".cell:not([data-dim])")).isEqualTo(1));
    eventually(() -> assertThat(page.text(".count")).contains("5,000 of 5,000"));
    System.out.printf("Longest task with 5,000 locales: %s ms%n", page.script("return longest"));
    assertThat(((Number) page.script("return longest")).doubleValue()).isLessThan(1_000);
  }

  private static String locale(int number) {
    return "l%04d".formatted(number);
  }

  @Test
  void shouldSayThatTheServiceIsAwayAndGoOnWhenItIsBack() {
    BuildReporter build = system.build("away", "prod", "1.0.0");
    build.queued(1).join();
    int port;
    BoardPage other;
    try (ApiService api = system.system().newApi(0)) {
      api.start();
      port = api.port();
      URI board = URI.create("http://127.0.0.1:%d/".formatted(port));
      other = new BoardPage(system.browser().driver(), board).open("#/build/away/prod/1.0.0");
      eventually(() -> assertThat(page.connection()).isEqualTo("live"));
      eventually(() -> assertThat(page.text(".count")).contains("0 of 1"));
    }
    other.mark();
    eventually(() -> assertThat(other.connection()).isEqualTo("lost"));
    assertThat(other.text("#connection")).contains("since");
    assertThat(other.text(".count")).as("what is known stays").contains("0 of 1");
    build.locale("en-US").completed().join();

    try (ApiService api = system.system().newApi(port)) {
      api.start();
      eventually(() -> assertThat(other.connection()).isEqualTo("live"));
      eventually(() -> assertThat(other.text(".count")).contains("1 of 1"));
      assertThat(other.isMarked()).isTrue();
      page.open("#/");
    }
    assertThat(system.browser().console()).allMatch(line -> line.contains("net::ERR_"));
  }
}
