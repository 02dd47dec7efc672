package ai.warehouse.status.sink;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** One BatchWriteItem, over as many attempts as it takes, each for what the last has left. */
final class ChunkWrite {
  private final DynamoDbAsyncClient client;
  private final String table;
  // Attempts follow each other, on whatever threads.
  private volatile List<ItemWrite> remaining;

  /**
   * Prepares a write.
   *
   * @param chunk items of one table, no item twice
   */
  ChunkWrite(DynamoDbAsyncClient client, List<ItemWrite> chunk) {
    this.client = client;
    this.table = chunk.get(0).table();
    this.remaining = List.copyOf(chunk);
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
    return client
        .batchWriteItem(
            BatchWriteItemRequest.builder().requestItems(Map.of(table, requests)).build())
        .thenAccept(this::keepUnprocessed);
  }

  private void keepUnprocessed(BatchWriteItemResponse response) {
    Set<ItemWrite.Id> unprocessed = new HashSet<>();
    for (WriteRequest request : response.unprocessedItems().getOrDefault(table, List.of())) {
      unprocessed.add(ItemWrite.Id.of(table, request.putRequest().item()));
    }
    remaining = remaining.stream().filter(write -> unprocessed.contains(write.id())).toList();
    if (!unprocessed.isEmpty()) {
      throw new UnprocessedItemsException(unprocessed.size());
    }
  }
}
