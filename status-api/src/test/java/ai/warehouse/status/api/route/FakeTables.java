package ai.warehouse.status.api.route;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.dynamodb.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The tables in memory; filters of queries are recorded and not applied. */
final class FakeTables implements DynamoDbAsyncClient {
  static final Tables NAMES = new Tables("");

  private final Map<String, Map<String, AttributeValue>> items = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Map<String, AttributeValue>>> events =
      new ConcurrentHashMap<>();
  private final AtomicInteger pages = new AtomicInteger();
  private volatile int pageSize = Integer.MAX_VALUE;
  private volatile int pagesUntilFailure = Integer.MAX_VALUE;
  private volatile boolean away;
  private volatile @Nullable QueryRequest lastQuery;

  void put(StatusHead head) {
    put(NAMES.statusHead(), head.key().toString(), ItemSchemas.STATUS_HEAD, head);
  }

  void put(Status status) {
    put(NAMES.status(), status.key().toString(), ItemSchemas.STATUS, status);
  }

  void put(StatusCounter counter) {
    put(NAMES.statusCounter(), counter.key().toString(), ItemSchemas.STATUS_COUNTER, counter);
  }

  void put(StatusEvent event) {
    events
        .computeIfAbsent(event.key().toString(), key -> new ConcurrentSkipListMap<>())
        .put(event.eventId().toString(), ItemSchemas.STATUS_EVENT.itemToMap(event, true));
  }

  private <T> void put(String table, String key, TableSchema<T> schema, T item) {
    items.put(table + "/" + key, schema.itemToMap(item, true));
  }

  /** Makes every request fail, or no more. */
  void away(boolean isAway) {
    away = isAway;
  }

  void pages(int size, int untilFailure) {
    pageSize = size;
    pagesUntilFailure = untilFailure;
  }

  int pagesRead() {
    return pages.get();
  }

  @Nullable QueryRequest lastQuery() {
    return lastQuery;
  }

  @Override
  public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
    if (away) {
      return CompletableFuture.failedFuture(SdkClientException.create("connection refused"));
    }
    Map<String, AttributeValue> item =
        items.get(request.tableName() + "/" + request.key().get("key").s());
    GetItemResponse.Builder response = GetItemResponse.builder();
    return CompletableFuture.completedFuture(
        (item == null ? response : response.item(item)).build());
  }

  @Override
  public CompletableFuture<QueryResponse> query(QueryRequest request) {
    lastQuery = request;
    if (away || pages.incrementAndGet() > pagesUntilFailure) {
      return CompletableFuture.failedFuture(SdkClientException.create("connection refused"));
    }
    List<Map<String, AttributeValue>> all =
        new ArrayList<>(
            events
                .getOrDefault(request.expressionAttributeValues().get(":key").s(), Map.of())
                .values());
    if (!request.scanIndexForward()) {
      Collections.reverse(all);
    }
    int from =
        request.hasExclusiveStartKey()
            ? Integer.parseInt(request.exclusiveStartKey().get("at").n())
            : 0;
    int to = (int) Math.min(all.size(), (long) from + pageSize);
    QueryResponse.Builder response = QueryResponse.builder().items(all.subList(from, to));
    if (to < all.size()) {
      response.lastEvaluatedKey(Map.of("at", AttributeValue.fromN(String.valueOf(to))));
    }
    return CompletableFuture.completedFuture(response.build());
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
