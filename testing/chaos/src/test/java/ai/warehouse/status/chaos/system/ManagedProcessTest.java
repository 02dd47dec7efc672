package ai.warehouse.status.chaos.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows when a process is started again; {@code ChildJvmTest} shows what is done to processes. */
class ManagedProcessTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<String> endings = new CopyOnWriteArrayList<>();
  private ManagedProcess process;

  @BeforeEach
  void start() {
    process =
        new ManagedProcess(
            "echo",
            EchoMain.class,
            16,
            List.of("here"),
            folder,
            (name, code) -> endings.add(name + " " + code));
    process.start();
    awaitStarts(1);
  }

  @AfterEach
  void close() {
    process.close();
  }

  @Test
  void shouldStartAgainWhenItEndsByItself() {
    process.send("end 3");

    awaitStarts(2);
    assertThat(endings).containsExactly("echo 3");
  }

  @Test
  void shouldNotStartAgainWhenEndedOnPurpose() {
    process.kill();
    assertThat(process.isAlive()).isFalse();

    // Nobody is there to be paused.
    process.pause();
    process.resume();

    process.start();
    awaitStarts(2);
    assertThat(process.stop()).isTrue();
    assertThat(process.isAlive()).isFalse();

    process.sendLast("end 0");
    assertThat(process.awaitEnd(LONG)).isTrue();

    awaitStarts(3);
    assertThat(endings).isEmpty();
  }

  private void awaitStarts(int count) {
    await().until(() -> starts() == count);
  }

  private long starts() throws IOException {
    return Files.readString(folder.resolve("echo.log"))
        .lines()
        .filter("started here"::equals)
        .count();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }
}
