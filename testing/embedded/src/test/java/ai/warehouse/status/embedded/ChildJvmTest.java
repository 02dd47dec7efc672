package ai.warehouse.status.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern STARTED = Pattern.compile("started (.*)");

  @TempDir private Path folder;
  private ChildJvm child;

  @AfterEach
  void close() {
    if (child != null) {
      child.close();
    }
  }

  @Test
  void shouldGiveArgumentsEnvironmentAndLines() throws InterruptedException {
    child = echo().environment(Map.of("GREETING", "hello")).start("echo");

    assertThat(child.awaitOutput(STARTED, PATIENCE).group(1)).isEqualTo("one two hello");

    child.send("ünicode");
    child.awaitOutput(Pattern.compile("echo ünicode"), PATIENCE);
  }

  @Test
  void shouldNotGoOnWhilePaused() throws InterruptedException {
    child = start();

    child.pause();
    child.pause();
    child.send("late");

    await().atMost(PATIENCE).until(() -> state(child.handle()).equals("T"));
    assertThat(child.isAlive()).isTrue();
    assertThat(child.output()).doesNotContain("late");

    child.resume();
    child.awaitOutput(Pattern.compile("echo late"), PATIENCE);
  }

  @Test
  void shouldEndInOrderWhenTerminatedAndNotWhenKilled() throws InterruptedException {
    child = start();
    child.terminate();
    child.send("end");
    assertThat(child.awaitExit(PATIENCE)).isEqualTo(128 + 15);
    assertThat(child.output()).contains("stopped in order");
    child.close();

    child = start();
    child.pause();
    child.kill();
    assertThat(child.isAlive()).isFalse();
    assertThat(child.output()).doesNotContain("stopped in order");
  }

  @Test
  void shouldTellExitCodeAndLastOutput() throws InterruptedException {
    child = start();
    assertThatThrownBy(() -> child.awaitExit(Duration.ZERO)).hasMessageContaining("not ended");

    child.send("exit 7");

    assertThat(child.onExit().join()).isEqualTo(7);
    assertThatThrownBy(() -> child.awaitReady(() -> false, PATIENCE))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("echo ended with exit code 7")
        .hasMessageContaining("started one two");
    assertThatThrownBy(child::checkAlive).hasMessageContaining("exit code 7");
  }

  @Test
  void shouldTellWhyAClassCannotBeStarted() {
    child = ChildJvm.of("no.such.Main").quickStart().start("nothing");

    assertThatThrownBy(() -> child.awaitReady(() -> false, PATIENCE))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("ClassNotFoundException: no.such.Main");
  }

  @Test
  void shouldRunOnAForeignClassPathAndKeepTheLog() throws IOException, InterruptedException {
    Path log = Files.writeString(folder.resolve("echo.log"), "of an earlier child\n");
    String tests = EchoMain.class.getProtectionDomain().getCodeSource().getLocation().getPath();

    child = echo().classPath(tests).log(log).start("echo");
    child.awaitOutput(STARTED, PATIENCE);
    assertThat(child.output()).startsWith("started");
    child.close();

    assertThat(log).content().contains("of an earlier child", "started one two");
  }

  @Test
  void shouldEndPausedChildOfKilledParent() throws InterruptedException {
    child = parent();
    ProcessHandle grandchild = grandchild("paused");
    await().atMost(PATIENCE).until(() -> state(grandchild).equals("T"));

    child.kill();

    awaitNothingLeft(grandchild);
  }

  @Test
  void shouldEndChildOfParentThatExitsWithoutClosing() throws InterruptedException {
    child = parent();
    ProcessHandle grandchild = grandchild("running");

    child.send("exit 0");

    awaitNothingLeft(grandchild);
  }

  private ChildJvm parent() {
    return echo().options("-Djava.io.tmpdir=" + folder).start("parent");
  }

  private ProcessHandle grandchild(String state) throws InterruptedException {
    child.send("child " + state);
    String pid = child.awaitOutput(Pattern.compile("child (\\d+)"), PATIENCE).group(1);
    assertThat(folder).isNotEmptyDirectory();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private void awaitNothingLeft(ProcessHandle grandchild) {
    await().atMost(PATIENCE).until(() -> !grandchild.isAlive());
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(folder).isEmptyDirectory());
  }

  private ChildJvm start() throws InterruptedException {
    ChildJvm started = echo().start("echo");
    started.awaitOutput(STARTED, PATIENCE);
    return started;
  }

  private static ChildJvm.Builder echo() {
    return ChildJvm.of(EchoMain.class)
        .options("-Xmx32m")
        .quickStart()
        .arguments(List.of("one", "two"));
  }

  /** The state of a process in the terms of {@code ps}: T is stopped. */
  private static String state(ProcessHandle process) {
    try {
      Process ps =
          new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(process.pid())).start();
      return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
