package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.world.World;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Tells now and then how much there is on the event log. */
final class Progress implements AutoCloseable {
  private static final int EVERY_SECONDS = 20;
  private static final int LOOK_SECONDS = 5;

  private final World world;
  private final Diary diary;
  private final CountDownLatch stopping = new CountDownLatch(1);

  Progress(World world, Diary diary) {
    this.world = world;
    this.diary = diary;
  }

  /** Tells from now on. */
  void start() {
    Thread thread = new Thread(this::tell, "progress");
    thread.setDaemon(true);
    thread.start();
  }

  private void tell() {
    try {
      while (!stopping.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
        try {
          diary.say("... %,d records on the event log".formatted(records()));
        } catch (ExecutionException | TimeoutException e) {
          diary.say("... no broker tells how many records there are");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long records() throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends =
        world.partitionsOfEvents().stream()
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    return world
        .kafka()
        .admin()
        .listOffsets(ends)
        .all()
        .get(LOOK_SECONDS, TimeUnit.SECONDS)
        .values()
        .stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
