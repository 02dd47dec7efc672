package ai.warehouse.status.api.table;

import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Tables in memory: each answer is what they hold at the request, and arrives when a test wants.
 */
public final class FakeDynamoDb implements DynamoDbAsyncClient {
  private static final Tables TABLES = new Tables("");
  private static final int PAGE = 7;

  /** All requests, in their order. */
  public final List<DynamoDbRequest> requests = new ArrayList<>();

  private final Map<String, NavigableMap<String, Map<String, AttributeValue>>> tables =
      new HashMap<>();
  private Executor delivery = Runnable::run;
  private boolean away;

  /** Returns a reader of these tables. */
  public TableReader reader(LongSupplier nanoTime) {
    return new TableReader(new StatusModels(this, TABLES), nanoTime);
  }

  /** Passes each answer to this, which runs it when it is to arrive. */
  public void deliver(Executor how) {
    delivery = how;
  }

  /** Makes all requests fail, or answers them again. */
  public void away(boolean isAway) {
    away = isAway;
  }

  public void put(Status status) {
    table(TABLES.status()).put(status.key().toString(), ItemSchemas.STATUS.itemToMap(status, true));
  }

  public void put(StatusHead head) {
    table(TABLES.statusHead())
        .put(head.key().toString(), ItemSchemas.STATUS_HEAD.itemToMap(head, true));
  }

  public void put(StatusEvent event) {
    TableSchema<StatusEvent> schema = ItemSchemas.STATUS_EVENT;
    table(TABLES.statusEvent())
        .put(event.key() + "/" + event.eventId(), schema.itemToMap(event, true));
  }

  private NavigableMap<String, Map<String, AttributeValue>> table(String name) {
    return tables.computeIfAbsent(name, same -> new TreeMap<>());
  }

  /** Returns how many requests of a kind there were. */
  public long count(Class<? extends DynamoDbRequest> kind) {
    return requests.stream().filter(kind::isInstance).count();
  }

  private <T> CompletableFuture<T> answer(DynamoDbRequest request, Supplier<T> answer) {
    requests.add(request);
    CompletableFuture<T> future = new CompletableFuture<>();
    if (away) {
      delivery.execute(
          () ->
              future.completeExceptionally(
                  InternalServerErrorException.builder().message("away").build()));
    } else {
      T found = answer.get();
      delivery.execute(() -> future.complete(found));
    }
    return future;
  }

  @Override
  public CompletableFuture<GetItemResponse> getItem(GetItemRequest request) {
    return answer(
        request,
        () ->
            GetItemResponse.builder()
                .item(table(request.tableName()).get(request.key().get("key").s()))
                .build());
  }

  @Override
  public CompletableFuture<BatchGetItemResponse> batchGetItem(BatchGetItemRequest request) {
    return answer(
        request,
        () -> {
          Map<String, List<Map<String, AttributeValue>>> found = new HashMap<>();
          request
              .requestItems()
              .forEach(
                  (table, keys) ->
                      found.put(
                          table,
                          keys.keys().stream()
                              .map(key -> table(table).get(key.get("key").s()))
                              .filter(item -> item != null)
                              .toList()));
          return BatchGetItemResponse.builder().responses(found).build();
        });
  }

  @Override
  public CompletableFuture<QueryResponse> query(QueryRequest request) {
    return answer(request, () -> queried(request));
  }

  private QueryResponse queried(QueryRequest request) {
    String prefix = request.expressionAttributeValues().get(":key").s() + "/";
    NavigableMap<String, Map<String, AttributeValue>> rows =
        table(request.tableName()).subMap(prefix, true, prefix + Character.MAX_VALUE, true);
    if (!request.scanIndexForward()) {
      rows = rows.descendingMap();
    }
    if (request.hasExclusiveStartKey()) {
      rows = rows.tailMap(prefix + request.exclusiveStartKey().get("eventId").s(), false);
    }
    int page = request.limit() == null ? PAGE : Math.min(PAGE, request.limit());
    List<Map<String, AttributeValue>> items = rows.values().stream().limit(page).toList();
    QueryResponse.Builder response = QueryResponse.builder().items(items);
    if (rows.size() > items.size()) {
      Map<String, AttributeValue> last = items.get(items.size() - 1);
      response.lastEvaluatedKey(Map.of("key", last.get("key"), "eventId", last.get("eventId")));
    }
    return response.build();
  }

  @Override
  public CompletableFuture<ScanResponse> scan(ScanRequest request) {
    return answer(
        request, () -> ScanResponse.builder().items(table(request.tableName()).values()).build());
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {
    // holds nothing
  }
}
