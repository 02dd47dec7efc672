package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.StatusCounter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The table {@code WrhsStatusCounter}: the number of completed locales of each build. */
public final class StatusCounterTable {
  private static final List<String> BUILD =
      List.of(Fields.PKG.name(), Fields.ENV.name(), Fields.VERSION.name());
  private static final List<String> BUILD_AND_COUNT =
      List.of(Fields.PKG.name(), Fields.ENV.name(), Fields.VERSION.name(), Fields.COUNT.name());

  private final ItemTable<StatusCounter> items;

  StatusCounterTable(ItemTable<StatusCounter> items) {
    this.items = items;
  }

  /** Finds the counter of a build; null if no locale has completed. */
  public CompletableFuture<@Nullable StatusCounter> findOne(BuildKey build) {
    return items.find(key(build));
  }

  /** Stores a counter in place of any that the build has. */
  public CompletableFuture<Void> create(StatusCounter counter) {
    return items.put(counter);
  }

  /** Sets the count alone, or creates the counter; returns the new counter. */
  public CompletableFuture<StatusCounter> update(BuildKey build, long count) {
    return items.update(StatusCounter.builder().key(build).count(count).build(), BUILD_AND_COUNT);
  }

  /** Adds one, atomically; otherwise as {@link #increment(BuildKey, long)}. */
  public CompletableFuture<StatusCounter> increment(BuildKey build) {
    return increment(build, 1);
  }

  /**
   * Adds to the count, atomically, where a missing counter counts as 0; returns the new counter.
   *
   * <p>Not idempotent: a request that the SDK retries after its answer got lost counts twice.
   *
   * @param by at least 1
   */
  public CompletableFuture<StatusCounter> increment(BuildKey build, long by) {
    return items.update(key(build), adding(build, positive(by)));
  }

  /** Subtracts one, atomically; otherwise as {@link #decrement(BuildKey, long)}. */
  public CompletableFuture<StatusCounter> decrement(BuildKey build) {
    return decrement(build, 1);
  }

  /**
   * Subtracts from the count, atomically; returns the new counter.
   *
   * <p>Fails with IllegalStateException, and changes nothing, if the count would become negative.
   *
   * @param by at least 1
   */
  public CompletableFuture<StatusCounter> decrement(BuildKey build, long by) {
    ItemUpdate update = adding(build, -positive(by)).ifAtLeast(Fields.COUNT.name(), by);
    return items
        .update(key(build), update)
        .exceptionally(
            failure -> {
              throw new CompletionException(refused(build, Failures.unwrap(failure)));
            });
  }

  /** Removes the counter of a build; returns whether there was one. */
  public CompletableFuture<Boolean> remove(BuildKey build) {
    return items.remove(key(build));
  }

  /** Reads the counters of all builds, in no order; for small installations and tests. */
  public CompletableFuture<List<StatusCounter>> scan() {
    return items.scan();
  }

  private ItemUpdate adding(BuildKey build, long number) {
    StatusCounter nothing = StatusCounter.builder().key(build).build();
    return items.setting(nothing, BUILD).add(Fields.COUNT.name(), number);
  }

  private static long positive(long by) {
    if (by < 1) {
      throw new IllegalArgumentException("by is " + by + " and must be at least 1");
    }
    return by;
  }

  private static Throwable refused(BuildKey build, Throwable cause) {
    return cause instanceof ConditionalCheckFailedException
        ? new IllegalStateException("the counter of " + build + " would become negative", cause)
        : cause;
  }

  private static Key key(BuildKey build) {
    return Key.builder().partitionValue(build.toString()).build();
  }
}
