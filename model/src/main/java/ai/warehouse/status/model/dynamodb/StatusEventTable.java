package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventIds;
import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.Timestamps;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The table {@code WrhsStatusEvent}: the events of each build.
 *
 * <p>Rows of the old package have version 1 ids as range keys, and {@link StatusEvent} turns those
 * into version 6. Methods that take an id take either form, and look for the row under version 6
 * first and then under version 1; other ids cost no second request.
 */
public final class StatusEventTable {
  private final ItemTable<StatusEvent> items;

  StatusEventTable(ItemTable<StatusEvent> items) {
    this.items = items;
  }

  /** Finds an event; null if there is none. */
  public CompletableFuture<@Nullable StatusEvent> findOne(BuildKey build, UUID eventId) {
    return firstFound(build, eventId, items::find);
  }

  /**
   * Finds all events of a build, in the order of {@link EventQuery#oldestFirst()}; the whole
   * history is held in memory.
   */
  public CompletableFuture<List<StatusEvent>> findAll(BuildKey build) {
    return findAll(build, EventQuery.oldestFirst());
  }

  /** Finds the selected events of a build; all are held in memory. */
  public CompletableFuture<List<StatusEvent>> findAll(BuildKey build, EventQuery query) {
    return ItemTable.list(findAllPaged(build, query));
  }

  /**
   * Publishes the selected events of a build on demand, to each subscriber from the start.
   *
   * <p>One page of at most 1 MB is held at a time; the next page is read when the subscriber
   * requests more. Fails with MissingTableException if there is no table.
   */
  public SdkPublisher<StatusEvent> findAllPaged(BuildKey build, EventQuery query) {
    SdkPublisher<StatusEvent> found = items.query(query.requestFor(build));
    return query.limit() == null ? found : found.limit(query.limit());
  }

  /** Stores an event, replacing one with the same build and id. */
  public CompletableFuture<Void> create(StatusEvent event) {
    return items.put(event);
  }

  /**
   * Changes texts of an event; returns the new event.
   *
   * <p>Never creates an event; null if there is none.
   */
  public CompletableFuture<@Nullable StatusEvent> update(
      BuildKey build, UUID eventId, Consumer<StatusEventChange> change) {
    // The time stands in for the row's own, which is not among the attributes that change.
    StatusEventChange given =
        new StatusEventChange(
            StatusEvent.builder().key(build).eventId(eventId).createdAt(Timestamps.EARLIEST));
    change.accept(given);
    ItemUpdate update =
        items.setting(given.partial(), given.attributes()).ifPresent(Fields.EVENT_ID.name());
    return firstFound(
        build,
        eventId,
        key ->
            items
                .update(key, update)
                .exceptionally(Failures.ignoring(ConditionalCheckFailedException.class)));
  }

  /** Removes an event; returns whether there was one. */
  public CompletableFuture<Boolean> remove(BuildKey build, UUID eventId) {
    return firstFound(
            build,
            eventId,
            key -> items.remove(key).thenApply(removed -> removed ? Boolean.TRUE : null))
        .thenApply(Boolean.TRUE::equals);
  }

  private static <R> CompletableFuture<@Nullable R> firstFound(
      BuildKey build, UUID eventId, Function<Key, CompletableFuture<@Nullable R>> attempt) {
    UUID stored = EventIds.sortable(eventId);
    UUID old = EventIds.versionOne(stored);
    CompletableFuture<@Nullable R> first = attempt.apply(key(build, stored));
    return old.equals(stored)
        ? first
        : first.thenCompose(
            found ->
                found == null
                    ? attempt.apply(key(build, old))
                    : CompletableFuture.completedFuture(found));
  }

  private static Key key(BuildKey build, UUID eventId) {
    return Key.builder().partitionValue(build.toString()).sortValue(eventId.toString()).build();
  }
}
