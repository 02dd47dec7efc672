package ai.warehouse.status.model.dynamodb;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Creates and deletes tables, and waits until that is done. */
final class TableLifecycle {
  private static final int ATTEMPTS = 600;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private final DynamoDbAsyncClient client;

  TableLifecycle(DynamoDbAsyncClient client) {
    this.client = client;
  }

  /** Creates a table unless it exists or someone else creates it; waits until it is active. */
  CompletableFuture<?> ensure(DynamoDbAsyncTable<?> table, TableOptions options) {
    return client
        .describeTable(describe -> describe.tableName(table.tableName()))
        .thenAccept(found -> {})
        .exceptionallyCompose(
            failure ->
                Failures.is(ResourceNotFoundException.class, failure)
                    ? create(table, options)
                    : CompletableFuture.failedFuture(Failures.unwrap(failure)))
        .thenCompose(
            present ->
                client
                    .waiter()
                    .waitUntilTableExists(
                        describe -> describe.tableName(table.tableName()),
                        TableLifecycle::patience));
  }

  private static CompletableFuture<Void> create(DynamoDbAsyncTable<?> table, TableOptions options) {
    // Without a throughput the enhanced client asks for billing on demand.
    return table
        .createTable(create -> create.provisionedThroughput(options.throughput()))
        .exceptionally(Failures.ignoring(ResourceInUseException.class));
  }

  /** Deletes a table unless it is missing; waits until it is gone. */
  CompletableFuture<?> drop(DynamoDbAsyncTable<?> table) {
    return table
        .deleteTable()
        .exceptionally(Failures.ignoring(ResourceNotFoundException.class))
        .thenCompose(
            deleted ->
                client
                    .waiter()
                    .waitUntilTableNotExists(
                        describe -> describe.tableName(table.tableName()),
                        TableLifecycle::patience));
  }

  // The SDK's own waiter looks every 20 seconds.
  private static void patience(WaiterOverrideConfiguration.Builder waiting) {
    waiting
        .maxAttempts(ATTEMPTS)
        .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(BETWEEN_ATTEMPTS));
  }
}
