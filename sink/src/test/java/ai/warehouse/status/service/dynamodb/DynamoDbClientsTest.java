package ai.warehouse.status.service.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.warehouse.status.service.Settings;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import ai.warehouse.status.sink.SinkSettings;
import ai.warehouse.status.testing.faults.CredentialsEndpoint;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

class DynamoDbClientsTest {
  private static final byte[] EXPIRED =
      "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ExpiredTokenException\"}".getBytes(UTF_8);

  @Test
  void shouldWaitForOtherCredentialsOnlyWhereExpiredOnesAreRenewed() throws Exception {
    HttpServer dynamoDb =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dynamoDb.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(400, EXPIRED.length);
          exchange.getResponseBody().write(EXPIRED);
          exchange.close();
        });
    dynamoDb.start();
    Settings settings =
        SinkSettings.of(
            Map.of(
                "bootstrap.servers", "b:9092",
                "dynamodb.endpoint", "http://127.0.0.1:" + dynamoDb.getAddress().getPort(),
                "dynamodb.region", "us-east-1"));
    DynamoDbAsyncClient renewing = DynamoDbClients.create(settings, 1, 2);
    DynamoDbAsyncClient fixed = DynamoDbClients.create(settings, 1, 2);
    Properties before = (Properties) System.getProperties().clone();
    try (CredentialsEndpoint endpoint = new CredentialsEndpoint()) {
      endpoint.giveCredentials(Duration.ofHours(1));
      assertThat(failureOf(renewing)).isEqualTo(FailureKind.RETRYABLE);

      System.setProperty("aws.accessKeyId", "AKID");
      System.setProperty("aws.secretAccessKey", "s");
      System.setProperty("aws.sessionToken", "t");
      assertThat(failureOf(fixed)).isEqualTo(FailureKind.FATAL);
    } finally {
      System.setProperties(before);
      dynamoDb.stop(0);
      // Both at once, as each takes 2 s.
      Stream.of(renewing, fixed).parallel().forEach(DynamoDbAsyncClient::close);
    }
  }

  private static FailureKind failureOf(DynamoDbAsyncClient client) {
    return FailureClassifier.classify(
        catchThrowable(() -> client.describeTable(table -> table.tableName("any")).join()));
  }
}
