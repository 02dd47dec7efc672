package ai.warehouse.status.sink;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** One BatchWriteItem, over as many attempts as it takes, each for what the last has left. */
final class BatchWrite {
  private final DynamoDbAsyncClient client;
  private final SinkMetrics metrics;
  private final String table;
  // Attempts follow each other, on whatever threads.
  private volatile List<ItemWrite> remaining;

  /**
   * Prepares a write.
   *
   * @param batch items of one table, no item twice
   */
  BatchWrite(DynamoDbAsyncClient client, List<ItemWrite> batch, SinkMetrics metrics) {
    this.client = client;
    this.metrics = metrics;
    this.table = batch.get(0).table();
    this.remaining = List.copyOf(batch);
  }

  String table() {
    return table;
  }

  /** Returns what no attempt has stored yet. */
  List<ItemWrite> remaining() {
    return remaining;
  }

  /**
   * Makes one attempt.
   *
   * @return fails with {@link UnprocessedItemsException} if something is left
   */
  CompletableFuture<Void> attempt() {
    List<WriteRequest> requests =
        remaining.stream()
            .map(write -> WriteRequest.builder().putRequest(put -> put.item(write.item())).build())
            .toList();
    metrics.requested("BatchWriteItem");
    return client
        .batchWriteItem(
            BatchWriteItemRequest.builder()
                .requestItems(Map.of(table, requests))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build())
        .thenAccept(this::keepUnprocessed);
  }

  private void keepUnprocessed(BatchWriteItemResponse response) {
    response.consumedCapacity().forEach(capacity -> metrics.consumed(table, capacity));
    Set<ItemWrite.Id> unprocessed = new HashSet<>();
    for (WriteRequest request : response.unprocessedItems().getOrDefault(table, List.of())) {
      unprocessed.add(ItemWrite.Id.of(table, request.putRequest().item()));
    }
    Map<Boolean, List<ItemWrite>> byOutcome =
        remaining.stream()
            .collect(Collectors.partitioningBy(write -> unprocessed.contains(write.id())));
    metrics.written(byOutcome.get(false));
    BuildTrail.stored(byOutcome.get(false));
    remaining = byOutcome.get(true);
    if (!unprocessed.isEmpty()) {
      throw new UnprocessedItemsException(unprocessed.size());
    }
  }
}
