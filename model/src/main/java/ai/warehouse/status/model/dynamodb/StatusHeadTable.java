package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.StatusHead;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Key;

/** The table {@code WrhsStatusHead}: the latest version of each package in each environment. */
public final class StatusHeadTable {
  private final ItemTable<StatusHead> items;

  StatusHeadTable(ItemTable<StatusHead> items) {
    this.items = items;
  }

  /** Finds the head of a package in an environment; null if there is none. */
  public CompletableFuture<@Nullable StatusHead> findOne(PackageKey key) {
    return items.find(key(key));
  }

  /** Stores a head, replacing that of the package and environment. */
  public CompletableFuture<Void> create(StatusHead head) {
    return items.put(head);
  }

  /**
   * Makes a build the head and changes single attributes; returns the new head.
   *
   * <p>Creates the head if there is none, as DynamoDB's updates do.
   *
   * @param updatedAt becomes {@code updatedAt}, and {@code createdAt} of a created one
   */
  public CompletableFuture<StatusHead> update(
      BuildKey build, Instant updatedAt, Consumer<StatusHeadChange> change) {
    StatusHeadChange given = new StatusHeadChange(build, updatedAt);
    change.accept(given);
    return items.update(given.partial(), given.attributes());
  }

  /** Removes a head; returns whether there was one. */
  public CompletableFuture<Boolean> remove(PackageKey key) {
    return items.remove(key(key));
  }

  /** Reads all heads, in no order; for small installations and tests. */
  public CompletableFuture<List<StatusHead>> scan() {
    return items.scan();
  }

  private static Key key(PackageKey key) {
    return Key.builder().partitionValue(key.toString()).build();
  }
}
