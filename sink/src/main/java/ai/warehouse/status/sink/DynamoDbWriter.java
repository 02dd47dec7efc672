package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.model.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** Puts the items of a plan into the tables, and never reads (SPEC §4). */
final class DynamoDbWriter {
  // Names by placeholder, as the list of DynamoDB's reserved words is long and grows.
  private static final String NOTHING_NEWER =
      "attribute_not_exists(#revision) OR #revision <= :revision";
  private static final Map<String, String> NAMES = Map.of("#revision", Fields.REVISION);

  private final DynamoDbAsyncClient client;
  private final Retrier retrier;
  private final int concurrency;
  private final SinkMetrics metrics;

  /**
   * Creates a writer.
   *
   * @param client not closed by it
   * @param concurrency how many requests may be in flight
   */
  DynamoDbWriter(
      DynamoDbAsyncClient client, Retrier retrier, int concurrency, SinkMetrics metrics) {
    this.client = client;
    this.retrier = retrier;
    this.concurrency = concurrency;
    this.metrics = metrics;
  }

  /**
   * Stores what can be stored.
   *
   * @return the records that can't be, when all others are stored; fails with what is fatal
   */
  CompletableFuture<List<RejectedRecord>> write(WritePlan plan) {
    Queue<RejectedRecord> notStorable = new ConcurrentLinkedQueue<>();
    List<Supplier<CompletableFuture<Void>>> tasks = new ArrayList<>();
    for (List<ItemWrite> chunk : Chunks.of(plan.events())) {
      tasks.add(() -> writeChunk(chunk, notStorable));
    }
    for (ItemWrite write : plan.snapshots()) {
      tasks.add(() -> writeOne(write, notStorable));
    }
    return Lanes.run(tasks, concurrency).thenApply(done -> List.copyOf(notStorable));
  }

  private CompletableFuture<Void> writeChunk(
      List<ItemWrite> chunk, Queue<RejectedRecord> notStorable) {
    ChunkWrite write = new ChunkWrite(client, chunk);
    return retrier
        .retry(write::attempt)
        .handle(
            (done, failure) -> {
              metrics.written(write.table(), chunk.size() - write.remaining().size());
              if (failure == null) {
                return CompletableFuture.<Void>completedFuture(null);
              }
              if (FailureClassifier.classify(failure) == FailureKind.RECORDS_OWN_FAULT) {
                return writeSingly(write.remaining(), notStorable);
              }
              return CompletableFuture.<Void>failedFuture(named(write.table(), failure));
            })
        .thenCompose(next -> next);
  }

  // DynamoDB refuses a batch as a whole and doesn't say for which item.
  private CompletableFuture<Void> writeSingly(
      List<ItemWrite> writes, Queue<RejectedRecord> notStorable) {
    List<Supplier<CompletableFuture<Void>>> tasks = new ArrayList<>();
    for (ItemWrite write : writes) {
      tasks.add(() -> writeOne(write, notStorable));
    }
    return Lanes.run(tasks, 1);
  }

  private CompletableFuture<Void> writeOne(ItemWrite write, Queue<RejectedRecord> notStorable) {
    PutItemRequest request = request(write);
    return retrier
        .retry(() -> client.putItem(request))
        .handle(
            (stored, failure) -> {
              if (failure == null) {
                metrics.written(write.table(), 1);
                return null;
              }
              switch (FailureClassifier.classify(failure)) {
                case REFUSED_CONDITION -> metrics.refused(write.table());
                case RECORDS_OWN_FAULT -> notStorable.add(rejected(write, failure));
                default -> throw named(write.table(), failure);
              }
              return null;
            });
  }

  private static PutItemRequest request(ItemWrite write) {
    PutItemRequest.Builder put =
        PutItemRequest.builder().tableName(write.table()).item(write.item());
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
            : cause);
  }
}
