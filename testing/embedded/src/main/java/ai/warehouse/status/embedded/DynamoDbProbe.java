package ai.warehouse.status.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks DynamoDB Local for its tables, which proves that it works and not only that it listens. */
final class DynamoDbProbe {
  private static final int TIMEOUT_MS = 5_000;

  // DynamoDB Local reads key and region from this header and does not check the signature.
  private static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=0"
          .formatted(EmbeddedDynamoDb.ACCESS_KEY_ID, EmbeddedDynamoDb.REGION);

  private final URI endpoint;
  private String lastAnswer = "none";

  DynamoDbProbe(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Whether the server answers as it should. */
  boolean succeeds() {
    try {
      int status = listTables();
      lastAnswer = "HTTP " + status;
      return status == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      lastAnswer = e.toString();
      return false;
    }
  }

  /** What came of the last attempt, for a message. */
  String lastAnswer() {
    return lastAnswer;
  }

  private int listTables() throws IOException {
    // A proxy that is configured for this JVM has no business here.
    HttpURLConnection connection =
        (HttpURLConnection) endpoint.toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setConnectTimeout(TIMEOUT_MS);
      connection.setReadTimeout(TIMEOUT_MS);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("X-Amz-Target", "DynamoDB_20120810.ListTables");
      connection.setRequestProperty("Content-Type", "application/x-amz-json-1.0");
      connection.setRequestProperty("Authorization", AUTHORIZATION);
      connection.setDoOutput(true);
      try (OutputStream body = connection.getOutputStream()) {
        body.write("{}".getBytes(StandardCharsets.UTF_8));
      }
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
