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

  /** Finds the latest version of a package in an environment; null if there is none. */
  public CompletableFuture<@Nullable StatusHead> findOne(PackageKey key) {
    return items.find(key(key));
  }

  /** Stores a head in place of any that the package has in that environment. */
  public CompletableFuture<Void> create(StatusHead head) {
    return items.put(head);
  }

  /**
   * Makes that build the head and changes single attributes, leaves the others, and returns the
   * head as it is then.
   *
   * <p>If there is no head, this creates one, as is DynamoDB's way.
   *
   * @param updatedAt becomes {@code updatedAt}, and {@code createdAt} of a created one
   */
  public CompletableFuture<StatusHead> update(
      BuildKey build, Instant updatedAt, Consumer<StatusHeadChange> change) {
    StatusHeadChange given = new StatusHeadChange(build, updatedAt);
    change.accept(given);
    return items.update(given.partial(), given.attributes());
  }

  /** Removes a head; says whether there was one. */
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
