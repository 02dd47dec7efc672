package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final List<CompletableFuture<Void>> started = new ArrayList<>();

  @Test
  void shouldRunNoMoreThanItHasLanes() {
    CompletableFuture<Void> all = Lanes.run(tasks(3), 2);

    assertThat(started).hasSize(2);
    started.get(1).complete(null);
    assertThat(started).hasSize(3);
    started.get(0).complete(null);
    assertThat(all).isNotDone();
    started.get(2).complete(null);
    assertThat(all).isCompleted();
  }

  @Test
  void shouldFailAtOnceAndStartNoFurther() {
    CompletableFuture<Void> all = Lanes.run(tasks(4), 2);

    started.get(0).completeExceptionally(new IllegalStateException("broken"));

    assertThatThrownBy(all::join).hasRootCauseMessage("broken");
    started.get(1).complete(null);
    assertThat(started).hasSize(2);
  }

  @Test
  void shouldRunManyTasksThatAreDoneAtOnce() {
    List<Supplier<CompletableFuture<Void>>> tasks = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      tasks.add(() -> CompletableFuture.completedFuture(null));
    }

    assertThat(Lanes.run(tasks, 3)).isCompleted();
  }

  @Test
  void shouldBeDoneWithoutTasks() {
    assertThat(Lanes.run(List.of(), 8)).isCompleted();
  }

  @Test
  void shouldFailIfATaskThrows() {
    CompletableFuture<Void> all =
        Lanes.run(
            List.of(
                () -> {
                  throw new IllegalStateException("broken");
                }),
            1);

    assertThatThrownBy(all::join).hasRootCauseMessage("broken");
  }

  private List<Supplier<CompletableFuture<Void>>> tasks(int count) {
    List<Supplier<CompletableFuture<Void>>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(
          () -> {
            CompletableFuture<Void> task = new CompletableFuture<>();
            started.add(task);
            return task;
          });
    }
    return tasks;
  }
}
