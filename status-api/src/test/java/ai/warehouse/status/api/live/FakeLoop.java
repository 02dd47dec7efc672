package ai.warehouse.status.api.live;

import ai.warehouse.status.api.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time a test moves, and whose tasks run in the test's thread. */
final class FakeLoop implements Loop {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
  private Instant now = Samples.START;
  private long numbers;

  private record Task(Instant at, long number, Runnable task) {}

  @Override
  public void execute(Runnable task) {
    schedule(Duration.ZERO, task);
  }

  @Override
  public Timer schedule(Duration delay, Runnable task) {
    Task scheduled = new Task(now.plus(delay), numbers++, task);
    tasks.add(scheduled);
    return () -> tasks.remove(scheduled);
  }

  @Override
  public Instant now() {
    return now;
  }

  /** Runs what is due. */
  void run() {
    advance(Duration.ZERO);
  }

  /** Lets time pass, and runs what falls due. */
  void advance(Duration time) {
    Instant end = now.plus(time);
    while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
      Task next = tasks.remove();
      now = next.at().isAfter(now) ? next.at() : now;
      next.task().run();
    }
    now = end;
  }
}
