package ai.warehouse.status.sink.dynamodb;

import ai.warehouse.status.model.Fields;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.RetryableException;
import ai.warehouse.status.sink.item.ItemWrite;
import ai.warehouse.status.sink.item.ItemWrite.SnapshotWrite;
import ai.warehouse.status.sink.metrics.SinkMetrics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Puts items into the tables, one request at a time, and never reads (SPEC §4). */
public final class DynamoDbWriter {
  /** The most items of one request, as BatchWriteItem takes them. */
  public static final int MAX_ITEMS = 25;

  /**
   * The most bytes of items in one request, which may have 16 MB, with up to six bytes of JSON for
   * one of an item.
   */
  public static final int MAX_BYTES = 16 * 1024 * 1024 / 6 - 64 * 1024;

  /** A batch was stored in part, as by a DynamoDB that throttles. */
  private static final class UnprocessedItemsException extends RetryableException {
    private static final long serialVersionUID = 1L;

    private UnprocessedItemsException(int items) {
      super(items + " items unprocessed");
    }
  }

  // Names by placeholder, as the list of DynamoDB's reserved words is long and grows.
  private static final String NOTHING_NEWER =
      "attribute_not_exists(#revision) OR #revision <= :revision";
  private static final Map<String, String> NAMES = Map.of("#revision", Fields.REVISION.name());

  private final DynamoDbAsyncClient client;
  private final SinkMetrics metrics;

  /**
   * Creates a writer.
   *
   * @param client not closed by it
   */
  public DynamoDbWriter(DynamoDbAsyncClient client, SinkMetrics metrics) {
    this.client = client;
    this.metrics = metrics;
  }

  /**
   * Makes one request.
   *
   * @param writes events, at most {@link #MAX_ITEMS} and none twice, or one snapshot
   * @return fails with the failures that are fatal
   */
  public CompletableFuture<Outcome> write(List<ItemWrite> writes) {
    String table = writes.get(0).table();
    // A single item is put, as DynamoDB then says best what is wrong with the item.
    CompletableFuture<Outcome> answered =
        writes.size() == 1 ? put(table, writes.get(0)) : putAll(table, writes);
    return answered.exceptionally(failure -> failed(table, writes, failure));
  }

  private CompletableFuture<Outcome> put(String table, ItemWrite write) {
    metrics.requested("PutItem");
    return client
        .putItem(request(write))
        .thenApply(
            (PutItemResponse answer) -> {
              metrics.consumed(table, answer.consumedCapacity());
              metrics.stored(List.of(write));
              return Outcome.stored();
            });
  }

  private static PutItemRequest request(ItemWrite write) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(write.table())
            .item(write.item())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    if (write instanceof SnapshotWrite snapshot) {
      put.conditionExpression(NOTHING_NEWER)
          .expressionAttributeNames(NAMES)
          .expressionAttributeValues(
              Map.of(":revision", AttributeValue.fromN(Long.toString(snapshot.revision()))));
    }
    return put.build();
  }

  private CompletableFuture<Outcome> putAll(String table, List<ItemWrite> writes) {
    List<WriteRequest> requests =
        writes.stream()
            .map(write -> WriteRequest.builder().putRequest(put -> put.item(write.item())).build())
            .toList();
    metrics.requested("BatchWriteItem");
    return client
        .batchWriteItem(
            BatchWriteItemRequest.builder()
                .requestItems(Map.of(table, requests))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build())
        .thenApply(answer -> answered(table, writes, answer));
  }

  private Outcome answered(String table, List<ItemWrite> writes, BatchWriteItemResponse answer) {
    answer.consumedCapacity().forEach(capacity -> metrics.consumed(table, capacity));
    List<WriteRequest> unprocessed = answer.unprocessedItems().getOrDefault(table, List.of());
    if (unprocessed.isEmpty()) {
      metrics.stored(writes);
      return Outcome.stored();
    }
    Set<ItemWrite.Id> ids =
        unprocessed.stream()
            .map(request -> ItemWrite.Id.of(table, request.putRequest().item()))
            .collect(Collectors.toSet());
    Map<Boolean, List<ItemWrite>> isLeft =
        writes.stream().collect(Collectors.partitioningBy(write -> ids.contains(write.id())));
    metrics.stored(isLeft.get(false));
    return retried(isLeft.get(true), new UnprocessedItemsException(ids.size()));
  }

  private Outcome failed(String table, List<ItemWrite> writes, Throwable failure) {
    Throwable why = FailureClassifier.decisive(failure);
    return switch (FailureClassifier.classify(why)) {
      case REFUSED_CONDITION -> {
        metrics.refused(writes.get(0));
        yield Outcome.stored();
      }
      case RETRYABLE -> retried(writes, why);
      case RECORDS_OWN_FAULT -> new Outcome(writes, why);
      case FATAL ->
          throw new CompletionException(
              why instanceof ResourceNotFoundException
                  ? new MissingTableException(table, why)
                  : new StoreFailedException("Cannot write table " + table, why));
    };
  }

  private Outcome retried(List<ItemWrite> left, Throwable why) {
    metrics.retried(why);
    return new Outcome(left, why);
  }
}
