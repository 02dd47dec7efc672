package ai.warehouse.status.model.dynamodb;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads the rows of many keys, one request after the other. */
final class BatchGet {
  private static final int MAX_KEYS = 100; // DynamoDB's
  private static final int MAX_FRUITLESS = 5;
  private static final BackoffStrategy BACKOFF =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofSeconds(5));

  private final DynamoDbAsyncClient client;
  private final String table;
  private final boolean consistentReads;
  private final Deque<Map<String, AttributeValue>> keys;
  private final List<Map<String, AttributeValue>> rows = new ArrayList<>();
  private int fruitless;

  /** Prepares a read of distinct keys. */
  BatchGet(
      DynamoDbAsyncClient client,
      String table,
      boolean consistentReads,
      Collection<Map<String, AttributeValue>> keys) {
    this.client = client;
    this.table = table;
    this.consistentReads = consistentReads;
    this.keys = new ArrayDeque<>(keys);
  }

  /** Returns the rows that exist, in no order. */
  CompletableFuture<List<Map<String, AttributeValue>>> rows() {
    if (keys.isEmpty()) {
      return CompletableFuture.completedFuture(rows);
    }
    List<Map<String, AttributeValue>> asked = new ArrayList<>();
    while (asked.size() < MAX_KEYS && !keys.isEmpty()) {
      asked.add(keys.remove());
    }
    KeysAndAttributes request =
        KeysAndAttributes.builder().keys(asked).consistentRead(consistentReads).build();
    return client
        .batchGetItem(get -> get.requestItems(Map.of(table, request)))
        .thenCompose(response -> take(response, asked.size()));
  }

  private CompletableFuture<List<Map<String, AttributeValue>>> take(
      BatchGetItemResponse response, int asked) {
    rows.addAll(response.responses().getOrDefault(table, List.of()));
    KeysAndAttributes unprocessed = response.unprocessedKeys().get(table);
    if (unprocessed == null) {
      fruitless = 0;
      return rows();
    }
    keys.addAll(unprocessed.keys());
    fruitless = unprocessed.keys().size() < asked ? 0 : fruitless + 1;
    if (fruitless > MAX_FRUITLESS) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(
              "table %s gave none of %d rows in %d attempts".formatted(table, asked, fruitless)));
    }
    return CompletableFuture.supplyAsync(this::rows, later()).thenCompose(read -> read);
  }

  private Executor later() {
    return CompletableFuture.delayedExecutor(
        BACKOFF.computeDelay(fruitless + 1).toNanos(), TimeUnit.NANOSECONDS);
  }
}
