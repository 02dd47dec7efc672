package ai.warehouse.status.chaos.process;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the parent has told this child JVM and the child has not looked at yet. */
public final class Orders {
  private static final BlockingQueue<String> GIVEN = new LinkedBlockingQueue<>();

  private Orders() {}

  static void give(String order) {
    GIVEN.add(order);
  }

  /** Returns the next order; null if there is none. */
  public static String next() {
    return GIVEN.poll();
  }
}
