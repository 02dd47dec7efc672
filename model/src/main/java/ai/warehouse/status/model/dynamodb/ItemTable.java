package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.InvalidRecordException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbAsyncTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The operations that all four tables share; every call fails with MissingTableException if the
 * table is missing.
 *
 * <p>A row that is no valid record fails a call for that row with UnreadableRowException; calls for
 * many rows omit the row and log a warning.
 *
 * @param <T> the record
 */
final class ItemTable<T> {
  private static final Logger LOG = LoggerFactory.getLogger(ItemTable.class);

  private final DynamoDbAsyncClient client;
  private final DynamoDbAsyncTable<T> table;
  private final boolean consistentReads;

  ItemTable(DynamoDbAsyncClient client, DynamoDbAsyncTable<T> table, boolean consistentReads) {
    this.client = client;
    this.table = table;
    this.consistentReads = consistentReads;
  }

  /** Finds an item; null if there is none. */
  CompletableFuture<@Nullable T> find(Key key) {
    return named(
        client
            .getItem(
                get ->
                    get.tableName(table.tableName())
                        .key(key.primaryKeyMap(table.tableSchema()))
                        .consistentRead(consistentReads))
            .thenApply(response -> response.hasItem() ? read(response.item()) : null));
  }

  /** Finds the items of many keys, in no order. */
  CompletableFuture<List<T>> findAll(Stream<Key> keys) {
    Set<Map<String, AttributeValue>> distinct =
        keys.map(key -> key.primaryKeyMap(table.tableSchema())).collect(Collectors.toSet());
    return named(
        new BatchGet(client, table.tableName(), consistentReads, distinct)
            .rows()
            .thenApply(this::readable));
  }

  /** Stores an item, replacing one with the same key. */
  CompletableFuture<Void> put(T item) {
    return named(table.putItem(item));
  }

  /** Removes an item; returns whether there was one. */
  CompletableFuture<Boolean> remove(Key key) {
    // Not the enhanced client's deleteItem: it fails, after removing, on an item it can't map.
    return named(
        client
            .deleteItem(
                delete ->
                    delete
                        .tableName(table.tableName())
                        .key(key.primaryKeyMap(table.tableSchema()))
                        .returnValues(ReturnValue.ALL_OLD))
            .thenApply(response -> response.hasAttributes()));
  }

  /** Sets the given attributes alone; returns the new item. */
  CompletableFuture<T> update(T partial, Collection<String> attributes) {
    return update(keyOf(partial), setting(partial, attributes));
  }

  // Not the enhanced client's updateItem: it knows no ADD, and would set each primitive of a
  // record.
  CompletableFuture<T> update(Key key, ItemUpdate update) {
    return named(
        client
            .updateItem(
                request ->
                    update.writeTo(
                        request
                            .tableName(table.tableName())
                            .key(key.primaryKeyMap(table.tableSchema()))
                            .returnValues(ReturnValue.ALL_NEW)))
            .thenApply(response -> read(response.attributes())));
  }

  ItemUpdate setting(T partial, Collection<String> attributes) {
    return ItemUpdate.set(table.tableSchema().itemToMap(partial, attributes));
  }

  // Neither the enhanced client's query nor its scan: they fail as a whole on an item that they
  // can't map.
  /** Publishes what a query finds, page by page as the subscriber asks for items. */
  SdkPublisher<T> query(QueryRequest.Builder query) {
    QueryRequest request =
        query.tableName(table.tableName()).consistentRead(consistentReads).build();
    return named(client.queryPaginator(request).flatMapIterable(page -> readable(page.items())));
  }

  /** Reads the whole table. */
  CompletableFuture<List<T>> scan() {
    return list(
        named(
            client
                .scanPaginator(
                    scan -> scan.tableName(table.tableName()).consistentRead(consistentReads))
                .flatMapIterable(page -> readable(page.items()))));
  }

  private List<T> readable(List<Map<String, AttributeValue>> rows) {
    List<T> items = new ArrayList<>(rows.size());
    for (Map<String, AttributeValue> row : rows) {
      try {
        items.add(read(row));
      } catch (UnreadableRowException e) {
        // Not as key-values: a reader may have SLF4J 1.7, which knows none.
        LOG.warn("Left out of what was asked for: {}", e.getMessage());
      }
    }
    return items;
  }

  private T read(Map<String, AttributeValue> row) {
    try {
      return table.tableSchema().mapToItem(row);
    } catch (InvalidRecordException e) {
      throw new UnreadableRowException(table.tableName(), row, e);
    }
  }

  static <T> CompletableFuture<List<T>> list(SdkPublisher<T> publisher) {
    List<T> items = new ArrayList<>();
    return publisher.subscribe(items::add).thenApply(done -> items);
  }

  private Key keyOf(T item) {
    return table.keyFrom(item);
  }

  private <R> CompletableFuture<R> named(CompletableFuture<R> answer) {
    return answer.exceptionally(
        failure -> {
          throw new CompletionException(Failures.named(table.tableName(), failure));
        });
  }

  private SdkPublisher<T> named(SdkPublisher<T> items) {
    return SdkPublisher.adapt(new NamedFailures<>(table.tableName(), items));
  }
}
