package ai.warehouse.status.sink;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.service.StartupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Creates the tables if it may, and refuses those that are missing or unfit: all records would be
 * at fault, and become dead letters one after the other.
 */
final class TableSetup {
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

  /**
   * Makes one attempt; fails with StartupException if a table is missing or unfit, or if there are
   * no credentials and never will be.
   */
  CompletableFuture<Void> prepare() {
    return missing()
        .thenCompose(
            missing ->
                missing.isEmpty() || !create
                    ? CompletableFuture.completedFuture(missing)
                    : new StatusModels(client, tables).ensure().thenCompose(done -> missing()))
        .thenAccept(TableSetup::refuse);
  }

  private static void refuse(List<String> missing) {
    if (!missing.isEmpty()) {
      throw new StartupException(
          "DynamoDB table %s is missing: create it, or let the sink create it (%s=true)"
              .formatted(String.join(", ", missing), SinkSettings.TABLES_CREATE));
    }
  }

  // Those that exist are checked first: one that is being deleted is not to be waited for with the
  // others' creation.
  private CompletableFuture<List<String>> missing() {
    List<String> missing = new ArrayList<>();
    return Futures.all(
            List.of(
                check(
                    tables.statusEvent(),
                    new TableFitness(
                        ItemSchemas.STATUS_EVENT, Map.of(Fields.EXPIRES_AT.name(), "N")),
                    missing),
                check(tables.status(), new TableFitness(ItemSchemas.STATUS, Map.of()), missing),
                check(
                    tables.statusHead(),
                    new TableFitness(ItemSchemas.STATUS_HEAD, Map.of()),
                    missing),
                check(
                    tables.statusCounter(),
                    new TableFitness(ItemSchemas.STATUS_COUNTER, Map.of()),
                    missing)))
        .thenApply(done -> missing);
  }

  private CompletableFuture<Void> check(String table, TableFitness fitness, List<String> missing) {
    return client
        .describeTable(request -> request.tableName(table))
        .handle(
            (described, failure) -> {
              if (failure == null) {
                fitness.check(described.table());
              } else if (FailureClassifier.decisive(failure) instanceof ResourceNotFoundException) {
                synchronized (missing) {
                  missing.add(table);
                }
              } else {
                throw new CompletionException(orRefusal(failure));
              }
              return null;
            });
  }

  private static Throwable orRefusal(Throwable failure) {
    return FailureClassifier.decisive(failure) instanceof CredentialsException none
            && !none.mayPass()
        ? new StartupException(none.getMessage(), none)
        : FailureClassifier.unwrap(failure);
  }
}
