package ai.warehouse.status.benchmark;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Observes the requests of a client, apart from what the sink itself counts. */
public final class ObservedRequests implements ExecutionInterceptor {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<BatchWriteItemRequest> batches = new ArrayList<>();
  private final List<PutItemRequest> puts = new ArrayList<>();
  private long reads;
  private double units;
  private long firstNanos;
  private long lastNanos;

  /** Observes nothing yet. */
  public ObservedRequests() {}

  /** Forgets all requests so far. */
  public synchronized void forget() {
    batches.clear();
    puts.clear();
    reads = 0;
    units = 0;
  }

  /** Returns the batches of events. */
  public synchronized List<BatchWriteItemRequest> batches() {
    return List.copyOf(batches);
  }

  /** Returns the writes of snapshots. */
  public synchronized List<PutItemRequest> puts() {
    return List.copyOf(puts);
  }

  /** Returns how many requests write items. */
  public synchronized int writes() {
    return batches.size() + puts.size();
  }

  /** Returns the write units that DynamoDB has reported. */
  public synchronized double units() {
    return units;
  }

  /** Returns how many requests neither write items nor concern a table as a whole. */
  public synchronized long reads() {
    return reads;
  }

  /** Returns the time from the beginning of the first write to the end of the last. */
  public synchronized double secondsOfWriting() {
    return (lastNanos - firstNanos) / NANOS_PER_SECOND;
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    if (writes() == 0) {
      firstNanos = System.nanoTime();
    }
    if (context.request() instanceof BatchWriteItemRequest batch) {
      batches.add(batch);
    } else if (context.request() instanceof PutItemRequest put) {
      puts.add(put);
    } else if (!context.request().getClass().getSimpleName().contains("Table")) {
      reads++;
    }
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof BatchWriteItemResponse batch) {
      batch.consumedCapacity().forEach(this::count);
    } else if (context.response() instanceof PutItemResponse put) {
      count(put.consumedCapacity());
    }
  }

  // A refused condition costs a unit too, and is not reported.
  @Override
  public synchronized void onExecutionFailure(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    units++;
    lastNanos = System.nanoTime();
  }

  private void count(ConsumedCapacity capacity) {
    units += capacity.capacityUnits();
    lastNanos = System.nanoTime();
  }
}
