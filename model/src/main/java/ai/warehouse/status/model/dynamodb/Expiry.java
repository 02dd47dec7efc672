package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.model.Fields;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Lets a table's items expire by {@code expiresAt}. */
final class Expiry {
  private final DynamoDbAsyncClient client;

  Expiry(DynamoDbAsyncClient client) {
    this.client = client;
  }

  /** Switches expiry on unless it is on already. */
  CompletableFuture<Void> ensure(String table) {
    return isOn(table)
        .thenCompose(on -> on ? CompletableFuture.completedFuture(null) : switchOn(table));
  }

  private CompletableFuture<Void> switchOn(String table) {
    return client
        .updateTimeToLive(
            update ->
                update
                    .tableName(table)
                    .timeToLiveSpecification(
                        expiry -> expiry.attributeName(Fields.EXPIRES_AT.name()).enabled(true)))
        .thenAccept(done -> {})
        // DynamoDB refuses to switch on what is on already.
        .exceptionallyCompose(
            failure ->
                isOn(table)
                    .thenCompose(
                        on ->
                            on
                                ? CompletableFuture.completedFuture(null)
                                : CompletableFuture.failedFuture(Failures.unwrap(failure))));
  }

  private CompletableFuture<Boolean> isOn(String table) {
    return client
        .describeTimeToLive(describe -> describe.tableName(table))
        .thenApply(response -> isOn(response.timeToLiveDescription()));
  }

  private static boolean isOn(TimeToLiveDescription expiry) {
    TimeToLiveStatus status = expiry.timeToLiveStatus();
    return Fields.EXPIRES_AT.name().equals(expiry.attributeName())
        && (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING);
  }
}
