package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedAsyncClient;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The four tables (SPEC §2), as the old package {@code warehouse.ai-status-models} gave them.
 *
 * <p>Every call but {@link #ensure()} and {@link #drop()} fails with {@link MissingTableException}
 * if its table is missing. A row that is no valid record fails a call for that row with {@link
 * UnreadableRowException}; {@code findAll} and {@code scan} omit the row and log a warning. {@code
 * create} stores unconditionally, as in the old package: the last one wins. The sink does not know
 * of items that are written here by hand, which stay until the sink writes them anew.
 */
public final class StatusModels {
  private final DynamoDbAsyncClient client;
  private final Tables names;
  private final DynamoDbEnhancedAsyncClient enhanced;
  private final boolean consistentReads;

  /** Uses a client, which stays open; reads are eventually consistent. */
  public StatusModels(DynamoDbAsyncClient client, Tables tables) {
    this(client, tables, false);
  }

  private StatusModels(DynamoDbAsyncClient client, Tables names, boolean consistentReads) {
    this.client = client;
    this.names = names;
    this.consistentReads = consistentReads;
    enhanced = DynamoDbEnhancedAsyncClient.builder().dynamoDbClient(client).build();
  }

  /** Returns the same tables, read strongly consistently, which costs twice the read units. */
  public StatusModels withConsistentReads() {
    return new StatusModels(client, names, true);
  }

  /** Creates the tables that are missing, billed on demand, and waits until all are active. */
  public CompletableFuture<Void> ensure() {
    return ensure(TableOptions.defaults());
  }

  /**
   * Creates the tables that are missing and waits until all are active.
   *
   * <p>Existing tables are not changed, except that expiry is switched on if the options say so.
   * Several processes may do this at once.
   */
  public CompletableFuture<Void> ensure(TableOptions options) {
    TableLifecycle lifecycle = new TableLifecycle(client);
    CompletableFuture<Void> ensured = all(tables().map(table -> lifecycle.ensure(table, options)));
    return options.expireEvents()
        ? ensured.thenCompose(done -> new Expiry(client).ensure(names.statusEvent()))
        : ensured;
  }

  /** Deletes the existing tables with all items, and waits until they are gone. */
  public CompletableFuture<Void> drop() {
    TableLifecycle lifecycle = new TableLifecycle(client);
    return all(tables().map(lifecycle::drop));
  }

  /** Returns the table of events. */
  public StatusEventTable statusEvents() {
    return new StatusEventTable(items(names.statusEvent(), ItemSchemas.STATUS_EVENT));
  }

  /** Returns the table of build statuses. */
  public StatusTable statuses() {
    return new StatusTable(items(names.status(), ItemSchemas.STATUS));
  }

  /** Returns the table of heads. */
  public StatusHeadTable statusHeads() {
    return new StatusHeadTable(items(names.statusHead(), ItemSchemas.STATUS_HEAD));
  }

  /** Returns the table of counters. */
  public StatusCounterTable statusCounters() {
    return new StatusCounterTable(items(names.statusCounter(), ItemSchemas.STATUS_COUNTER));
  }

  /**
   * Computes the progress of a build; null if the build is unknown.
   *
   * <p>Reads two tables: an event stored in between may be visible in one of them only.
   */
  public CompletableFuture<@Nullable BuildProgress> progress(BuildKey build) {
    return statuses()
        .findOne(build)
        .thenCombine(statusCounters().findOne(build), BuildProgress::of);
  }

  /** Computes the progress of the latest build of a package; null if there is none. */
  public CompletableFuture<@Nullable BuildProgress> progress(PackageKey key) {
    return statusHeads()
        .findOne(key)
        .thenCompose(
            head ->
                head == null
                    ? CompletableFuture.completedFuture(null)
                    : progress(new BuildKey(key.pkg(), key.env(), head.version())));
  }

  private <T> ItemTable<T> items(String name, TableSchema<T> schema) {
    return new ItemTable<>(client, enhanced.table(name, schema), consistentReads);
  }

  private Stream<DynamoDbAsyncTable<?>> tables() {
    return names.all().stream().map(table -> enhanced.table(table.name(), table.schema()));
  }

  private static CompletableFuture<Void> all(Stream<CompletableFuture<?>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
  }
}
