package ai.warehouse.status.processor.topology;

import java.util.Map;

/**
 * What lies before a task when it starts.
 *
 * @param position the offset in its partition of {@code status-events} from which it reads on
 * @param ends where its input topics end, by name: the offset after the last record; without those
 *     that the application has read to their end
 */
public record Backlog(long position, Map<String, Long> ends) {
  /** Nothing, as before a task that never ran. */
  static final Backlog NONE = new Backlog(0, Map.of());

  /** Finds the backlog of a task. */
  @FunctionalInterface
  public interface Reader {
    /** Returns the backlog of the task of a partition. */
    Backlog read(int partition);
  }
}
