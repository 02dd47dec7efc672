package ai.warehouse.status.benchmark.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;

/** Looks on at what goes through a client, apart from what the sink itself counts. */
final class Requests implements ExecutionInterceptor {
  private static final List<String> WRITES = List.of("BatchWriteItem", "PutItem");

  private final Map<String, Long> operations = new TreeMap<>();
  private final List<BatchWriteItemRequest> batches = new ArrayList<>();
  private final List<PutItemRequest> puts = new ArrayList<>();
  private boolean keeping;
  private double units;
  private long firstNanos;
  private long lastNanos;

  /**
   * What has gone through.
   *
   * @param units as DynamoDB reports them
   * @param nanos from the first write's beginning to the last one's end
   */
  record Tally(Map<String, Long> operations, double units, long nanos) {
    long writes() {
      return WRITES.stream().mapToLong(name -> operations.getOrDefault(name, 0L)).sum();
    }

    /** Returns how many requests neither write nor are about a table as a whole. */
    long reads() {
      return operations.entrySet().stream()
          .filter(entry -> !WRITES.contains(entry.getKey()) && !entry.getKey().contains("Table"))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /**
   * Begins anew.
   *
   * @param keep whether to keep the requests that write
   */
  synchronized void begin(boolean keep) {
    operations.clear();
    batches.clear();
    puts.clear();
    keeping = keep;
    units = 0;
    firstNanos = 0;
    lastNanos = 0;
  }

  synchronized Tally tally() {
    return new Tally(new TreeMap<>(operations), units, lastNanos - firstNanos);
  }

  synchronized List<BatchWriteItemRequest> batches() {
    return List.copyOf(batches);
  }

  synchronized List<PutItemRequest> puts() {
    return List.copyOf(puts);
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    String name = context.request().getClass().getSimpleName().replaceFirst("Request$", "");
    operations.merge(name, 1L, Long::sum);
    if (WRITES.contains(name) && firstNanos == 0) {
      firstNanos = System.nanoTime();
    }
    if (keeping && context.request() instanceof BatchWriteItemRequest batch) {
      batches.add(batch);
    } else if (keeping && context.request() instanceof PutItemRequest put) {
      puts.add(put);
    }
  }

  @Override
  public synchronized void afterExecution(
      Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof BatchWriteItemResponse batch) {
      batch.consumedCapacity().forEach(this::count);
      lastNanos = System.nanoTime();
    } else if (context.response() instanceof PutItemResponse put) {
      count(put.consumedCapacity());
      lastNanos = System.nanoTime();
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
    if (capacity != null) {
      units += capacity.capacityUnits();
    }
  }
}
