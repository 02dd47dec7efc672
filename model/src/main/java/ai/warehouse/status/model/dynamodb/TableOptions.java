package ai.warehouse.status.model.dynamodb;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * How tables are made.
 *
 * @param throughput what each table is provisioned with; null for billing on demand
 * @param expireEvents whether DynamoDB deletes events after their {@code expiresAt}
 */
public record TableOptions(@Nullable ProvisionedThroughput throughput, boolean expireEvents) {
  /** Bills on demand and keeps events forever. */
  public static TableOptions defaults() {
    return new TableOptions(null, false);
  }

  /** Provisions each table that is created with so many read and write units per second. */
  public TableOptions withThroughput(long readUnits, long writeUnits) {
    return new TableOptions(
        ProvisionedThroughput.builder()
            .readCapacityUnits(readUnits)
            .writeCapacityUnits(writeUnits)
            .build(),
        expireEvents);
  }

  /** Lets DynamoDB delete events after their {@code expiresAt}, in an existing table too. */
  public TableOptions withExpiringEvents() {
    return new TableOptions(throughput, true);
  }
}
