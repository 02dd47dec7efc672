package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.ObservedRequests;
import ai.warehouse.status.model.dynamodb.Tables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The fastest way to get items into tables: requests made beforehand, so many in flight, no topic,
 * no order, no retries. Events go in full batches, snapshots as the sink has sent them.
 */
final class BareLoader {
  private static final int BATCH = 25;

  private final DynamoDbAsyncClient client;
  private final List<BatchWriteItemRequest> batches = new ArrayList<>();
  private final List<PutItemRequest> puts;
  private final int items;

  /**
   * Makes the requests.
   *
   * @param sink what a sink has sent, to the same tables
   */
  BareLoader(DynamoDbAsyncClient client, ObservedRequests sink, Tables tables) {
    this.client = client;
    Map<AttributeValue, WriteRequest> byId = new LinkedHashMap<>();
    sink.batches().stream()
        .flatMap(batch -> batch.requestItems().values().stream())
        .flatMap(Collection::stream)
        .forEach(write -> byId.put(write.putRequest().item().get("eventId"), write));
    List<WriteRequest> events = List.copyOf(byId.values());
    for (int from = 0; from < events.size(); from += BATCH) {
      List<WriteRequest> writes = events.subList(from, Math.min(events.size(), from + BATCH));
      batches.add(
          BatchWriteItemRequest.builder()
              .requestItems(Map.of(tables.statusEvent(), writes))
              .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
              .build());
    }
    puts = sink.puts();
    items = events.size() + puts.size();
  }

  /** Returns how many items the loader writes. */
  int items() {
    return items;
  }

  /**
   * Sends all requests, and waits for all responses.
   *
   * @param concurrency how many batches, and how many puts, are in flight at once
   */
  void run(int concurrency) {
    CompletableFuture.allOf(
            sendAll(batches, client::batchWriteItem, concurrency),
            sendAll(puts, client::putItem, concurrency))
        .join();
  }

  private static <T> CompletableFuture<Void> sendAll(
      List<T> requests, Function<T, CompletableFuture<?>> send, int concurrency) {
    return CompletableFuture.runAsync(
        () -> {
          Semaphore free = new Semaphore(concurrency);
          List<CompletableFuture<?>> responses = new ArrayList<>();
          for (T request : requests) {
            free.acquireUninterruptibly();
            responses.add(send.apply(request).whenComplete((response, failure) -> free.release()));
          }
          responses.forEach(BareLoader::await);
        });
  }

  private static void await(CompletableFuture<?> response) {
    try {
      response.join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof ConditionalCheckFailedException)) {
        throw e;
      }
    }
  }
}
