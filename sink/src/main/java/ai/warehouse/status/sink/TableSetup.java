package ai.warehouse.status.sink;

import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.json.Fields;
import ai.warehouse.status.service.StartupException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Creates the tables if it may, and refuses those that are missing or unfit: with another key, all
 * records would be at fault, and become dead letters one after the other.
 */
final class TableSetup {
  private static final List<String> EVENT_KEY =
      List.of("HASH " + Fields.KEY, "RANGE " + Fields.EVENT_ID);
  private static final List<String> SNAPSHOT_KEY = List.of("HASH " + Fields.KEY);

  private final DynamoDbAsyncClient client;
  private final Tables tables;
  private final boolean create;

  /**
   * Prepares for tables.
   *
   * @param client not closed by it
   * @param create whether missing tables are created
   */
  TableSetup(DynamoDbAsyncClient client, Tables tables, boolean create) {
    this.client = client;
    this.tables = tables;
    this.create = create;
  }

  /** Makes one attempt; fails with StartupException if a table is missing or unfit. */
  CompletableFuture<Void> prepare() {
    return create
        ? new StatusModels(client, tables).ensure().thenCompose(done -> checkAll())
        : checkAll();
  }

  private CompletableFuture<Void> checkAll() {
    return Futures.all(
        List.of(
            check(tables.statusEvent(), EVENT_KEY),
            check(tables.status(), SNAPSHOT_KEY),
            check(tables.statusHead(), SNAPSHOT_KEY),
            check(tables.statusCounter(), SNAPSHOT_KEY)));
  }

  private CompletableFuture<Void> check(String table, List<String> key) {
    return client
        .describeTable(request -> request.tableName(table))
        .handle(
            (described, failure) -> {
              if (failure != null) {
                throw named(table, failure);
              }
              checkKey(table, key, described);
              return null;
            });
  }

  private static CompletionException named(String table, Throwable failure) {
    Throwable cause = FailureClassifier.unwrap(failure);
    return new CompletionException(
        cause instanceof ResourceNotFoundException
            ? new StartupException(
                "DynamoDB table %s is missing: create it, or let the sink create it (%s=true)"
                    .formatted(table, SinkSettings.TABLES_CREATE),
                cause)
            : cause);
  }

  private static void checkKey(String table, List<String> key, DescribeTableResponse described) {
    List<String> found =
        described.table().keySchema().stream().map(TableSetup::describe).sorted().toList();
    if (!found.equals(key)) {
      throw new StartupException(
          "DynamoDB table %s has the key %s and needs %s: create it anew, or use another %s"
              .formatted(table, found, key, SinkSettings.TABLES_PREFIX));
    }
  }

  private static String describe(KeySchemaElement element) {
    return element.keyTypeAsString() + " " + element.attributeName();
  }
}
