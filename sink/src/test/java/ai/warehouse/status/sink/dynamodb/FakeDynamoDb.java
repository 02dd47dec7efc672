package ai.warehouse.status.sink.dynamodb;

import ai.warehouse.status.sink.item.ItemWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Tables in memory that fail as a test tells them to. */
public final class FakeDynamoDb implements DynamoDbAsyncClient {
  public final Map<ItemWrite.Id, Map<String, AttributeValue>> items = new HashMap<>();
  public final List<BatchWriteItemRequest> batches = new ArrayList<>();
  public final List<PutItemRequest> puts = new ArrayList<>();
  public final Map<String, TableDescription> tables = new HashMap<>();

  private final Deque<Throwable> failures = new ArrayDeque<>();
  private final Deque<Integer> unprocessed = new ArrayDeque<>();
  private Predicate<Map<String, AttributeValue>> invalid = item -> false;
  private Predicate<Map<String, AttributeValue>> throttled = item -> false;
  private Throwable outage;
  private int lost;

  public static DynamoDbException error(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .message(code + " (fake)")
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(code + " (fake)").build())
            .build();
  }

  /** The next requests fail so, one after the other. */
  public FakeDynamoDb failNext(Throwable... next) {
    failures.addAll(List.of(next));
    return this;
  }

  /** The next batches leave so many of their items, one after the other. */
  public FakeDynamoDb leaveUnprocessed(Integer... next) {
    unprocessed.addAll(List.of(next));
    return this;
  }

  /** The next requests are done, but nobody hears of it. */
  public FakeDynamoDb loseAnswers(int next) {
    lost = next;
    return this;
  }

  /** Such items are throttled: left unprocessed, and if all of a request are, it fails. */
  public FakeDynamoDb throttle(Predicate<Map<String, AttributeValue>> items) {
    throttled = items;
    return this;
  }

  /** All requests fail so; none does with null. */
  public FakeDynamoDb failAll(Throwable failure) {
    outage = failure;
    return this;
  }

  private Throwable nextFailure() {
    return outage == null ? failures.poll() : outage;
  }

  private <T> CompletableFuture<T> answer(T answer) {
    if (lost > 0) {
      lost--;
      return CompletableFuture.failedFuture(ApiCallAttemptTimeoutException.create(1));
    }
    return CompletableFuture.completedFuture(answer);
  }

  /** Such items are refused, and batches with them. */
  public FakeDynamoDb refuse(Predicate<Map<String, AttributeValue>> items) {
    invalid = items;
    return this;
  }

  @Override
  public synchronized CompletableFuture<PutItemResponse> putItem(PutItemRequest request) {
    puts.add(request);
    Throwable failure = nextFailure();
    if (failure == null && throttled.test(request.item())) {
      failure = error("ProvisionedThroughputExceededException", 400);
    }
    if (failure == null && invalid.test(request.item())) {
      failure = error("ValidationException", 400);
    }
    if (failure == null && !conditionHolds(request)) {
      failure =
          ConditionalCheckFailedException.builder()
              .statusCode(400)
              .awsErrorDetails(
                  AwsErrorDetails.builder().errorCode("ConditionalCheckFailedException").build())
              .build();
    }
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    items.put(ItemWrite.Id.of(request.tableName(), request.item()), request.item());
    return answer(
        PutItemResponse.builder().consumedCapacity(units(request.tableName(), 1)).build());
  }

  private boolean conditionHolds(PutItemRequest request) {
    if (request.conditionExpression() == null) {
      return true;
    }
    Map<String, AttributeValue> stored =
        items.get(ItemWrite.Id.of(request.tableName(), request.item()));
    AttributeValue revision = stored == null ? null : stored.get("revision");
    return revision == null
        || Long.parseLong(revision.n())
            <= Long.parseLong(request.expressionAttributeValues().get(":revision").n());
  }

  // One for each item, as if all were small.
  private static ConsumedCapacity units(String table, int items) {
    return ConsumedCapacity.builder().tableName(table).capacityUnits((double) items).build();
  }

  @Override
  public synchronized CompletableFuture<BatchWriteItemResponse> batchWriteItem(
      BatchWriteItemRequest request) {
    batches.add(request);
    Throwable failure = nextFailure();
    String table = request.requestItems().keySet().iterator().next();
    List<WriteRequest> writes = request.requestItems().get(table);
    if (failure == null && writes.stream().anyMatch(w -> invalid.test(w.putRequest().item()))) {
      failure = error("ValidationException", 400);
    }
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    List<WriteRequest> taken = new ArrayList<>(writes);
    taken.removeIf(write -> throttled.test(write.putRequest().item()));
    taken = taken.subList(0, taken.size() - (unprocessed.isEmpty() ? 0 : unprocessed.poll()));
    if (taken.isEmpty()) {
      return CompletableFuture.failedFuture(error("ProvisionedThroughputExceededException", 400));
    }
    for (WriteRequest write : taken) {
      Map<String, AttributeValue> item = write.putRequest().item();
      items.put(ItemWrite.Id.of(table, item), item);
    }
    BatchWriteItemResponse.Builder response =
        BatchWriteItemResponse.builder().consumedCapacity(units(table, taken.size()));
    if (taken.size() < writes.size()) {
      List<WriteRequest> left = new ArrayList<>(writes);
      left.removeAll(taken);
      response.unprocessedItems(Map.of(table, left));
    }
    return answer(response.build());
  }

  @Override
  public synchronized CompletableFuture<DescribeTableResponse> describeTable(
      DescribeTableRequest request) {
    Throwable failure = failures.poll();
    TableDescription table = tables.get(request.tableName());
    if (failure == null && table == null) {
      failure =
          ResourceNotFoundException.builder()
              .statusCode(400)
              .awsErrorDetails(
                  AwsErrorDetails.builder().errorCode("ResourceNotFoundException").build())
              .build();
    }
    if (failure != null) {
      return CompletableFuture.failedFuture(failure);
    }
    return CompletableFuture.completedFuture(DescribeTableResponse.builder().table(table).build());
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
