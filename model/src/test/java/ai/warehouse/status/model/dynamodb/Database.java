package ai.warehouse.status.model.dynamodb;

import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A database with a client that keeps its requests for the test to look at. */
final class Database implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final Requests requests = new Requests();
  final DynamoDbAsyncClient client;

  private final DynamoDbServer server = TestServers.sharedDynamoDb();

  Database() {
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(server.accessKeyId(), server.secretAccessKey())))
            .overrideConfiguration(overrides -> overrides.addExecutionInterceptor(requests))
            .build();
  }

  /** Where a client of another process reaches it. */
  URI endpoint() {
    return server.endpoint();
  }

  StatusModels models(Tables tables) {
    return new StatusModels(client, tables);
  }

  /** Writes an item past the models. */
  void put(String table, Map<String, AttributeValue> item) {
    client.putItem(put -> put.tableName(table).item(item)).join();
  }

  /** Reads an item past the models; empty if there is none. */
  Map<String, AttributeValue> get(String table, Map<String, AttributeValue> key) {
    return client.getItem(get -> get.tableName(table).key(key).consistentRead(true)).join().item();
  }

  /** Removes all items, which is much quicker than to remove the tables. */
  void empty(Tables tables) {
    for (Table<?> table : tables.all()) {
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      client
          .scanPaginator(scan -> scan.tableName(table.name()).consistentRead(true))
          .items()
          .subscribe(items::add)
          .join();
      for (Map<String, AttributeValue> item : items) {
        client.deleteItem(d -> d.tableName(table.name()).key(table.keyOf(item))).join();
      }
    }
    requests.forget();
  }

  static <T> ObjectAssert<T> assertResult(CompletableFuture<T> answer) {
    return Assertions.assertThatObject(answer.join());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
