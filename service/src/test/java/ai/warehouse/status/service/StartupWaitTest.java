package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StartupWaitTest {

  private static final StartupDependency SERVER =
      new StartupDependency("Server at there:1", "Look at server.address");

  private final Lifecycle lifecycle = new Lifecycle();
  private final AtomicInteger attempts = new AtomicInteger();

  private StartupWait wait(Duration limit) {
    return new StartupWait(limit, Duration.ofMillis(1), lifecycle);
  }

  private Supplier<String> comesAtAttempt(int number) {
    return () -> {
      if (attempts.incrementAndGet() < number) {
        throw new IllegalStateException("refused");
      }
      return "here";
    };
  }

  @Test
  void shouldWaitUntilItIsThere() {
    // when
    String result = wait(Duration.ofMinutes(1)).until(SERVER, e -> true, comesAtAttempt(5));

    // then
    assertThat(result).isEqualTo("here");
    assertThat(attempts).hasValue(5);
    assertThat(lifecycle.health()).isEqualTo(Health.down("starting"));
  }

  @Test
  void shouldGiveUpAfterItsTimeAndSayForWhatItWaitedAndWhatToDo() {
    assertThatExceptionOfType(StartupException.class)
        .isThrownBy(
            () ->
                wait(Duration.ofMillis(20))
                    .until(SERVER, e -> true, comesAtAttempt(Integer.MAX_VALUE)))
        .withMessage(
            "Server at there:1 was not there within 20 ms (startup.timeout.ms): refused."
                + " Look at server.address");
    assertThat(attempts).hasValueGreaterThan(1);
  }

  @Test
  void shouldNotRepeatWhatCannotPass() {
    assertThatThrownBy(
            () ->
                wait(Duration.ofMinutes(1))
                    .until(SERVER, e -> false, comesAtAttempt(Integer.MAX_VALUE)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(attempts).hasValue(1);
  }

  @Test
  void shouldShowForWhatItWaitsAndEndWhenClosed() {
    // given
    StartupWait wait = wait(Duration.ofMinutes(1));
    CompletableFuture<String> waiting =
        CompletableFuture.supplyAsync(
            () -> wait.until(SERVER, e -> true, comesAtAttempt(Integer.MAX_VALUE)));

    // when
    await().until(() -> String.valueOf(lifecycle.health().reason()).contains("refused"));

    // then
    assertThat(lifecycle.health().up()).isFalse();
    assertThat(lifecycle.health().reason()).startsWith("waiting for Server at there:1 since ");

    // when
    lifecycle.stopping();
    wait.close();

    // then
    assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
    assertThat(lifecycle.health()).isEqualTo(Health.down("stopping"));
  }
}
