package ai.warehouse.status.api.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BriefCacheTest {
  private final List<CompletableFuture<String>> requests = new ArrayList<>();
  private long nanos;
  private final BriefCache cache = new BriefCache(Duration.ofSeconds(1), 3, () -> nanos);

  private CompletableFuture<String> ask(String question) {
    return cache.get(
        question,
        () -> {
          CompletableFuture<String> request = new CompletableFuture<>();
          requests.add(request);
          return request;
        },
        answer -> !"large".equals(answer));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Test
  void shouldShareARequestInFlight() {
    CompletableFuture<String> first = ask("a");
    pass(Duration.ofMinutes(1));
    CompletableFuture<String> second = ask("a");
    assertThat(requests).hasSize(1);
    requests.get(0).complete("x");
    assertThat(first).isCompletedWithValue("x");
    assertThat(second).isCompletedWithValue("x");
  }

  @Test
  void shouldKeepAnAnswerForASecondAfterItCame() {
    ask("a");
    pass(Duration.ofMinutes(1));
    requests.get(0).complete(null);
    pass(Duration.ofMillis(999));
    assertThat(ask("a")).isCompletedWithValue(null);
    pass(Duration.ofMillis(1));
    assertThat(ask("a")).isNotDone();
    assertThat(requests).hasSize(2);
  }

  @Test
  void shouldKeepNeitherFailuresNorWhatIsTooLarge() {
    CompletableFuture<String> failed = ask("a");
    requests.get(0).completeExceptionally(new IllegalStateException());
    assertThat(failed).isCompletedExceptionally();
    CompletableFuture<String> large = ask("a");
    requests.get(1).complete("large");
    assertThat(large).isCompletedWithValue("large");
    ask("a");
    assertThat(requests).hasSize(3);
  }

  @Test
  void shouldPassOnThatARequestCouldNotBeSent() {
    CompletableFuture<String> answer =
        cache.get(
            "a",
            () -> {
              throw new IllegalStateException("closed");
            },
            it -> true);
    assertThat(answer).isCompletedExceptionally();
    assertThat(ask("a")).isNotDone();
  }

  @Test
  void shouldServeTheOthersWhenOneCancels() {
    CompletableFuture<String> first = ask("a");
    CompletableFuture<String> second = ask("a");
    first.cancel(true);
    requests.get(0).complete("x");
    assertThat(second).isCompletedWithValue("x");
  }

  @Test
  void shouldBeBounded() {
    for (int i = 0; i < 100; i++) {
      ask("q" + i);
      requests.get(i).complete("x");
    }
    ask("q99");
    ask("q97");
    assertThat(requests).hasSize(100);
    ask("q96");
    assertThat(requests).hasSize(101);
  }
}
