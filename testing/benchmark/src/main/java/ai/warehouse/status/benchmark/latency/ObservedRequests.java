package ai.warehouse.status.benchmark.latency;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Counts the requests of a client, apart from what the sink itself counts. */
final class ObservedRequests implements ExecutionInterceptor {
  private long writes;
  private long reads;
  private double units;

  /** Forgets all requests so far. */
  synchronized void forget() {
    writes = 0;
    reads = 0;
    units = 0;
  }

  /** Returns how many requests write items. */
  synchronized long writes() {
    return writes;
  }

  /** Returns the write units that DynamoDB has reported. */
  synchronized double units() {
    return units;
  }

  /** Returns how many requests neither write items nor concern a table as a whole. */
  synchronized long reads() {
    return reads;
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (context.request() instanceof BatchWriteItemRequest
        || context.request() instanceof PutItemRequest) {
      writes++;
    } else if (!context.request().getClass().getSimpleName().contains("Table")) {
      reads++;
    }
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof BatchWriteItemResponse batch) {
      units += batch.consumedCapacity().stream().mapToDouble(ConsumedCapacity::capacityUnits).sum();
    } else if (context.response() instanceof PutItemResponse put) {
      units += put.consumedCapacity().capacityUnits();
    }
  }

  // A refused condition costs a unit too, and is not reported.
  @Override
  public synchronized void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    units++;
  }
}
