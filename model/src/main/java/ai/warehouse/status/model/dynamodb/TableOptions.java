package ai.warehouse.status.model.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * Options for creating tables.
 *
 * @param throughput provisioned throughput of each table; null for billing on demand
 * @param expireEvents whether DynamoDB deletes events after their {@code expiresAt}
 */
public record TableOptions(@Nullable ProvisionedThroughput throughput, boolean expireEvents) {
  /** Returns options for billing on demand and events kept for ever. */
  public static TableOptions defaults() {
    return new TableOptions(null, false);
  }

  /**
   * Returns options that provision each created table with the given read and write units per
   * second.
   */
  public TableOptions withThroughput(long readUnits, long writeUnits) {
    return new TableOptions(
        ProvisionedThroughput.builder()
            .readCapacityUnits(readUnits)
            .writeCapacityUnits(writeUnits)
            .build(),
        expireEvents);
  }

  /**
   * Returns options that let DynamoDB delete events after their {@code expiresAt}, in an existing
   * table too.
   */
  public TableOptions withExpiringEvents() {
    return new TableOptions(throughput, true);
  }
}
