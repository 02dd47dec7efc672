package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Creates and reads the four tables (SPEC §2). */
public final class StatusModels {
  private final DynamoDbAsyncClient client;
  private final DynamoDbAsyncTable<StatusEvent> events;
  private final DynamoDbAsyncTable<Status> statuses;
  private final DynamoDbAsyncTable<StatusHead> heads;
  private final DynamoDbAsyncTable<StatusCounter> counters;

  /** Works through that client, and doesn't close it. */
  public StatusModels(DynamoDbAsyncClient client, Tables tables) {
    this.client = client;
    DynamoDbEnhancedAsyncClient enhanced =
        DynamoDbEnhancedAsyncClient.builder().dynamoDbClient(client).build();
    events = enhanced.table(tables.statusEvent(), ItemSchemas.STATUS_EVENT);
    statuses = enhanced.table(tables.status(), ItemSchemas.STATUS);
    heads = enhanced.table(tables.statusHead(), ItemSchemas.STATUS_HEAD);
    counters = enhanced.table(tables.statusCounter(), ItemSchemas.STATUS_COUNTER);
  }

  /** Creates the tables that are missing, billed on demand, and waits until all are active. */
  public CompletableFuture<Void> ensure() {
    return all(tables().map(this::ensure));
  }

  private CompletableFuture<?> ensure(DynamoDbAsyncTable<?> table) {
    return table
        .createTable()
        .exceptionally(failure -> ignore(ResourceInUseException.class, failure))
        .thenCompose(
            created ->
                client
                    .waiter()
                    .waitUntilTableExists(request -> request.tableName(table.tableName())));
  }

  /** Deletes the tables with all they hold; a missing one is no error. */
  public CompletableFuture<Void> drop() {
    return all(tables().map(this::drop));
  }

  private CompletableFuture<?> drop(DynamoDbAsyncTable<?> table) {
    return table
        .deleteTable()
        .exceptionally(failure -> ignore(ResourceNotFoundException.class, failure))
        .thenCompose(
            deleted ->
                client
                    .waiter()
                    .waitUntilTableNotExists(request -> request.tableName(table.tableName())));
  }

  /** Finds how far a build is; null if nothing is known of it. */
  public CompletableFuture<Status> findStatus(BuildKey build) {
    return find(statuses, build.toString());
  }

  /** Finds the latest version of a package in an environment; null if there is none. */
  public CompletableFuture<StatusHead> findStatusHead(PackageKey key) {
    return find(heads, key.toString());
  }

  /** Finds how many locales of a build have completed; null if none has. */
  public CompletableFuture<StatusCounter> findStatusCounter(BuildKey build) {
    return find(counters, build.toString());
  }

  /** Scans the statuses of all builds; for small installations and tests. */
  public CompletableFuture<List<Status>> scanStatuses() {
    return scan(statuses);
  }

  /** Scans all heads; for small installations and tests. */
  public CompletableFuture<List<StatusHead>> scanStatusHeads() {
    return scan(heads);
  }

  private Stream<DynamoDbAsyncTable<?>> tables() {
    return Stream.of(events, statuses, heads, counters);
  }

  private static CompletableFuture<Void> all(Stream<CompletableFuture<?>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
  }

  private static <T> CompletableFuture<T> find(DynamoDbAsyncTable<T> table, String key) {
    return named(table, table.getItem(Key.builder().partitionValue(key).build()));
  }

  private static <T> CompletableFuture<List<T>> scan(DynamoDbAsyncTable<T> table) {
    List<T> items = new ArrayList<>();
    return named(table, table.scan().items().subscribe(items::add).thenApply(done -> items));
  }

  private static <T> CompletableFuture<T> named(
      DynamoDbAsyncTable<?> table, CompletableFuture<T> answer) {
    return answer.exceptionally(
        failure -> {
          Throwable cause = unwrap(failure);
          throw cause instanceof ResourceNotFoundException
              ? new MissingTableException(table.tableName(), cause)
              : new CompletionException(cause);
        });
  }

  private static Void ignore(Class<? extends Exception> expected, Throwable failure) {
    Throwable cause = unwrap(failure);
    if (expected.isInstance(cause)) {
      return null;
    }
    throw new CompletionException(cause);
  }

  private static Throwable unwrap(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
