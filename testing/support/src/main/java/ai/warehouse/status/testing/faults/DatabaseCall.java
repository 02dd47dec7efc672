package ai.warehouse.status.testing.faults;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A request on its way to DynamoDB, to be passed on, changed, answered or cut. */
public final class DatabaseCall {
  private static final List<String> HEADERS =
      List.of("x-amz-target", "x-amz-date", "authorization", "content-type");

  private final HttpExchange exchange;
  private final HttpClient client;
  private final URI database;
  private final Runnable refused;
  private final byte[] body;

  /**
   * Reads a request.
   *
   * @param refused runs if the database refuses the request by its condition
   */
  DatabaseCall(HttpExchange exchange, HttpClient client, URI database, Runnable refused)
      throws IOException {
    this.exchange = exchange;
    this.client = client;
    this.database = database;
    this.refused = refused;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    exchange.getRequestBody().transferTo(all);
    this.body = all.toByteArray();
  }

  /** Returns the operation's name, as {@code PutItem}. */
  public String operation() {
    String target = exchange.getRequestHeaders().getFirst("x-amz-target");
    return target.substring(target.indexOf('.') + 1);
  }

  byte[] body() {
    return body;
  }

  /** Returns whether some text is in the body in double quotes, as names and values are. */
  public boolean names(String text) {
    return new String(body, StandardCharsets.UTF_8).contains('"' + text + '"');
  }

  /** Passes the request on, and the answer back. */
  void pass() throws IOException {
    HttpResponse<byte[]> answer = take(body);
    answer
        .headers()
        .firstValue("x-amz-crc32")
        .ifPresent(sum -> exchange.getResponseHeaders().set("x-amz-crc32", sum));
    answer(answer.statusCode(), answer.body());
  }

  /** Passes the request on with another body, and returns the answer. */
  HttpResponse<byte[]> take(byte[] changed) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(database).POST(HttpRequest.BodyPublishers.ofByteArray(changed));
    for (String header : HEADERS) {
      request.header(header, exchange.getRequestHeaders().getFirst(header));
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (new String(answer.body(), StandardCharsets.UTF_8)
          .contains("ConditionalCheckFailedException")) {
        refused.run();
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Answers in place of the database. */
  void answer(int status, byte[] json) throws IOException {
    exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  /** Closes the connection without an answer. */
  void cut() {
    exchange.close();
  }
}
