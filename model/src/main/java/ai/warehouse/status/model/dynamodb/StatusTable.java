package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Key;

/** The table {@code WrhsStatus}: the status of each build. */
public final class StatusTable {
  private final ItemTable<Status> items;

  StatusTable(ItemTable<Status> items) {
    this.items = items;
  }

  /** Finds the status of a build; null if there is none. */
  public CompletableFuture<@Nullable Status> findOne(BuildKey build) {
    return items.find(key(build));
  }

  /**
   * Finds the statuses of many builds, in no order; omits builds without one.
   *
   * <p>All are held in memory. A hundred are read by one request, which is sent again for those
   * that DynamoDB left out for its load.
   */
  public CompletableFuture<List<Status>> findAll(Collection<BuildKey> builds) {
    return items.findAll(builds.stream().map(StatusTable::key));
  }

  /** Stores a status, replacing that of the build. */
  public CompletableFuture<Void> create(Status status) {
    return items.put(status);
  }

  /**
   * Changes single attributes; returns the new status.
   *
   * <p>Creates the status if the build has none, as DynamoDB's updates do.
   *
   * @param updatedAt becomes {@code updatedAt}, and {@code createdAt} of a created one
   */
  public CompletableFuture<Status> update(
      BuildKey build, Instant updatedAt, Consumer<StatusChange> change) {
    StatusChange given = new StatusChange(build, updatedAt);
    change.accept(given);
    return items.update(given.partial(), given.attributes());
  }

  /** Removes the status of a build; returns whether there was one. */
  public CompletableFuture<Boolean> remove(BuildKey build) {
    return items.remove(key(build));
  }

  /** Reads the statuses of all builds, in no order; for small installations and tests. */
  public CompletableFuture<List<Status>> scan() {
    return items.scan();
  }

  private static Key key(BuildKey build) {
    return Key.builder().partitionValue(build.toString()).build();
  }
}
