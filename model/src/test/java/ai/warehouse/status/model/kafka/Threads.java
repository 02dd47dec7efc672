package ai.warehouse.status.model.kafka;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Runs something on many threads at once. */
final class Threads {
  private Threads() {}

  /** Returns when all threads, numbered from 0, are done; fails if one does. */
  static void run(int threads, IntConsumer task) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Object>> tasks =
          IntStream.range(0, threads)
              .mapToObj(thread -> Executors.callable(() -> task.accept(thread)))
              .toList();
      for (Future<?> done :
          pool.invokeAll(tasks, Publishing.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
