package ai.warehouse.status.chaos.process;

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

class MemberTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<String> endings = new CopyOnWriteArrayList<>();
  private Member member;

  @BeforeEach
  void start() {
    member =
        new Member(
            "echo",
            new Member.Program(EchoMain.class, 16),
            new Member.Folders(folder, folder.resolve("temporary")),
            () -> List.of("here"),
            (name, code) -> endings.add(name + " " + code));
    member.start();
    await().until(() -> log().contains("started here"));
  }

  @AfterEach
  void close() {
    member.close();
  }

  @Test
  void shouldHearWhatItIsTold() {
    member.tell("hello");

    await().until(() -> log().contains("hello"));
  }

  @Test
  void shouldStartAgainWhenItEndsByItself() {
    member.tell("end 3");

    await().until(() -> starts() == 2);
    assertThat(endings).containsExactly("echo 3");
  }

  @Test
  void shouldNotStartAgainWhenKilled() {
    member.kill();

    assertThat(member.isAlive()).isFalse();
    member.start();
    await().until(() -> starts() == 2);
    assertThat(endings).isEmpty();
  }

  @Test
  void shouldNotStartAgainWhenToldToEnd() throws IOException, InterruptedException {
    member.tellToEnd("end 0");

    assertThat(member.awaitEnd(LONG)).isTrue();
    assertThat(endings).isEmpty();
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void shouldHearWhenItGoesOnWhatItWasToldWhilePaused() {
    member.pause();
    member.tell("hello");
    assertThat(member.isAlive()).isTrue();

    member.resume();

    await().until(() -> log().contains("hello"));
  }

  @Test
  void shouldStopWhenToldTo() throws InterruptedException {
    assertThat(member.stop()).isTrue();
    assertThat(member.isAlive()).isFalse();
  }

  private long starts() throws IOException {
    return log().lines().filter(line -> line.startsWith("started")).count();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("echo.log"));
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(LONG);
  }
}
