package ai.warehouse.status.sink;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Table;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.service.StartupException;
import ai.warehouse.status.service.dynamodb.CredentialsException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * Creates missing tables if configured so, and refuses tables that are missing or unfit: every
 * record would be refused, and become a dead letter.
 */
final class TableSetup {
  private final DynamoDbAsyncClient client;
  private final Tables tables;
  private final boolean create;

  /**
   * Takes the tables to check.
   *
   * @param client not closed by this object
   * @param create whether missing tables are created
   */
  TableSetup(DynamoDbAsyncClient client, Tables tables, boolean create) {
    this.client = client;
    this.tables = tables;
    this.create = create;
  }

  /**
   * Checks all tables once, creates the missing ones if configured so, and waits for the answers.
   *
   * @throws StartupException if a table is missing or unfit, or if there are no credentials and
   *     never will be
   * @throws RuntimeException the failure of DynamoDB, wrapped
   */
  void prepare() {
    // Those that exist are checked first: a table that is being deleted is not to be waited for
    // with
    // the creation of the others.
    List<String> missing = missing();
    if (create && !missing.isEmpty()) {
      new StatusModels(client, tables).ensure().join();
      missing = missing();
    }
    if (!missing.isEmpty()) {
      throw new StartupException(
          "DynamoDB table %s is missing: create it, or let the sink create it (%s=true)"
              .formatted(String.join(", ", missing), SinkSettings.TABLES_CREATE));
    }
  }

  private List<String> missing() {
    return tables.all().stream().map(this::check).flatMap(Optional::stream).toList();
  }

  /** Checks a table; returns its name if it is missing. */
  private Optional<String> check(Table<?> table) {
    boolean expires = table.name().equals(tables.statusEvent());
    TableFitness fitness =
        new TableFitness(
            table.schema(), expires ? Map.of(Fields.EXPIRES_AT.name(), "N") : Map.of());
    try {
      fitness.check(
          client.describeTable(request -> request.tableName(table.name())).join().table());
      return Optional.empty();
    } catch (CompletionException e) {
      Throwable why = FailureClassifier.decisive(e);
      if (why instanceof ResourceNotFoundException) {
        return Optional.of(table.name());
      }
      if (why instanceof CredentialsException none && !none.isRetryable()) {
        throw new StartupException(none.getMessage(), none);
      }
      throw e;
    }
  }
}
