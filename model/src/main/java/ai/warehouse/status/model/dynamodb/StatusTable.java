package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Key;

/** The table {@code WrhsStatus}: how far each build is. */
public final class StatusTable {
  private final ItemTable<Status> items;

  StatusTable(ItemTable<Status> items) {
    this.items = items;
  }

  /** Finds how far a build is; null if nothing is known of it. */
  public CompletableFuture<@Nullable Status> findOne(BuildKey build) {
    return items.find(key(build));
  }

  /** Stores a status in place of any that the build has. */
  public CompletableFuture<Void> create(Status status) {
    return items.put(status);
  }

  /**
   * Changes single attributes and leaves the others; returns the status as it is then.
   *
   * <p>If the build has no status, this creates one, as is DynamoDB's way.
   *
   * @param updatedAt becomes {@code updatedAt}, and {@code createdAt} of a created one
   */
  public CompletableFuture<Status> update(
      BuildKey build, Instant updatedAt, Consumer<StatusChange> change) {
    StatusChange given = new StatusChange(build, updatedAt);
    change.accept(given);
    return items.update(given.partial(), given.attributes());
  }

  /** Removes a build's status; says whether there was one. */
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
