package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.model.dynamodb.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The fastest way there is to get items into tables: requests made beforehand, so many in flight,
 * no topic, no order, no care. Events in full batches, snapshots as the sink has sent them.
 */
final class BareLoader {
  private static final int BATCH = 25;

  private final DynamoDbAsyncClient client;
  private final List<WriteRequest> events;
  private final List<PutItemRequest> snapshots;
  private final List<BatchWriteItemRequest> batches = new ArrayList<>();
  private final List<PutItemRequest> puts = new ArrayList<>();

  /** Takes what a sink has written. */
  BareLoader(DynamoDbAsyncClient client, Requests sink) {
    this.client = client;
    Map<AttributeValue, WriteRequest> once = new LinkedHashMap<>();
    sink.batches().stream()
        .flatMap(batch -> batch.requestItems().values().stream())
        .flatMap(Collection::stream)
        .forEach(write -> once.put(write.putRequest().item().get("eventId"), write));
    this.events = List.copyOf(once.values());
    this.snapshots = sink.puts();
  }

  /** Makes the requests. */
  void aimAt(Tables tables) {
    batches.clear();
    for (int from = 0; from < events.size(); from += BATCH) {
      List<WriteRequest> writes = events.subList(from, Math.min(events.size(), from + BATCH));
      batches.add(
          BatchWriteItemRequest.builder()
              .requestItems(Map.of(tables.statusEvent(), writes))
              .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
              .build());
    }
    puts.clear();
    for (PutItemRequest put : snapshots) {
      puts.add(put.toBuilder().tableName(tableOf(put, tables)).build());
    }
  }

  private static String tableOf(PutItemRequest put, Tables tables) {
    if (put.item().containsKey("count")) {
      return tables.statusCounter();
    }
    return put.item().containsKey("complete") ? tables.status() : tables.statusHead();
  }

  /** Returns how many items it writes. */
  int items() {
    return events.size() + snapshots.size();
  }

  /** Sends all, with so many batches and so many puts in flight, and waits for the last answer. */
  void run(int concurrency) {
    CompletableFuture.allOf(
            all(batches.stream().map(this::batch).toList(), concurrency),
            all(puts.stream().map(this::put).toList(), concurrency))
        .join();
  }

  private Supplier<CompletableFuture<?>> batch(BatchWriteItemRequest request) {
    return () -> client.batchWriteItem(request);
  }

  private Supplier<CompletableFuture<?>> put(PutItemRequest request) {
    return () ->
        client
            .putItem(request)
            .handle(
                (stored, failure) -> {
                  if (failure != null
                      && !(failure.getCause() instanceof ConditionalCheckFailedException)) {
                    throw new IllegalStateException(failure);
                  }
                  return stored;
                });
  }

  private static CompletableFuture<Void> all(
      List<Supplier<CompletableFuture<?>>> sends, int concurrency) {
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> lanes = new ArrayList<>();
    for (int lane = 0; lane < concurrency; lane++) {
      lanes.add(following(sends, next));
    }
    return CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new));
  }

  private static CompletableFuture<Void> following(
      List<Supplier<CompletableFuture<?>>> sends, AtomicInteger next) {
    int index = next.getAndIncrement();
    if (index >= sends.size()) {
      return CompletableFuture.completedFuture(null);
    }
    return sends.get(index).get().thenCompose(answer -> following(sends, next));
  }
}
