package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.model.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Puts items into the tables, and never reads (SPEC §4). */
final class DynamoDbWriter {
  // Names by placeholder, as the list of DynamoDB's reserved words is long and grows.
  private static final String NOTHING_NEWER =
      "attribute_not_exists(#revision) OR #revision <= :revision";
  private static final Map<String, String> NAMES = Map.of("#revision", Fields.REVISION);

  private final DynamoDbAsyncClient client;
  private final Retrier retrier;
  private final SinkMetrics metrics;

  /**
   * Creates a writer.
   *
   * @param client not closed by it
   */
  DynamoDbWriter(DynamoDbAsyncClient client, Retrier retrier, SinkMetrics metrics) {
    this.client = client;
    this.retrier = retrier;
    this.metrics = metrics;
  }

  /**
   * Stores what can be stored.
   *
   * @param writes events, at most as many as one request takes, or one snapshot
   * @return the records that can't be stored, when all others are; fails with what is fatal
   */
  CompletableFuture<List<RejectedRecord>> write(List<ItemWrite> writes) {
    return writes.get(0).revision() == null ? writeBatch(writes) : writeOne(writes.get(0));
  }

  private CompletableFuture<List<RejectedRecord>> writeBatch(List<ItemWrite> writes) {
    BatchWrite batch = new BatchWrite(client, writes, metrics);
    return retrier
        .retry(batch::attempt)
        .handle(
            (done, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(List.<RejectedRecord>of());
              }
              if (FailureClassifier.classify(failure) == FailureKind.RECORDS_OWN_FAULT) {
                return writeSingly(batch.remaining());
              }
              return CompletableFuture.<List<RejectedRecord>>failedFuture(
                  named(batch.table(), failure));
            })
        .thenCompose(next -> next);
  }

  // DynamoDB refuses a batch as a whole and doesn't say for which item.
  private CompletableFuture<List<RejectedRecord>> writeSingly(List<ItemWrite> writes) {
    CompletableFuture<List<RejectedRecord>> all = CompletableFuture.completedFuture(List.of());
    for (ItemWrite write : writes) {
      all =
          all.thenCompose(
              before -> writeOne(write).thenApply(rejected -> concat(before, rejected)));
    }
    return all;
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private CompletableFuture<List<RejectedRecord>> writeOne(ItemWrite write) {
    PutItemRequest request = request(write);
    return retrier
        .retry(() -> put(write.table(), request))
        .handle(
            (stored, failure) -> {
              if (failure == null) {
                metrics.written(List.of(write));
                BuildTrail.stored(List.of(write));
                return List.of();
              }
              switch (FailureClassifier.classify(failure)) {
                case REFUSED_CONDITION -> {
                  metrics.refused(write.table());
                  BuildTrail.refused(write);
                }
                case RECORDS_OWN_FAULT -> {
                  return List.of(rejected(write, failure));
                }
                default -> throw named(write.table(), failure);
              }
              return List.of();
            });
  }

  private CompletableFuture<Void> put(String table, PutItemRequest request) {
    metrics.requested("PutItem");
    return client
        .putItem(request)
        .thenAccept(answer -> metrics.consumed(table, answer.consumedCapacity()));
  }

  private static PutItemRequest request(ItemWrite write) {
    PutItemRequest.Builder put =
        PutItemRequest.builder()
            .tableName(write.table())
            .item(write.item())
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL);
    if (write.revision() != null) {
      put.conditionExpression(NOTHING_NEWER)
          .expressionAttributeNames(NAMES)
          .expressionAttributeValues(
              Map.of(":revision", AttributeValue.fromN(write.revision().toString())));
    }
    return put.build();
  }

  private static RejectedRecord rejected(ItemWrite write, Throwable failure) {
    return new RejectedRecord(
        write.source(),
        new InvalidRecordException(
            RejectionReason.NOT_STORABLE, null, FailureClassifier.unwrap(failure).getMessage()));
  }

  private static CompletionException named(String table, Throwable failure) {
    Throwable cause = FailureClassifier.unwrap(failure);
    return new CompletionException(
        cause instanceof ResourceNotFoundException
            ? new MissingTableException(table, cause)
            : new StoreFailedException("Cannot write table " + table, cause));
  }
}
