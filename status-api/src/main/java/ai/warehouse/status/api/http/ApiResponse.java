package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a route answers; with {@code Cache-Control: no-store} unless it says otherwise. */
public abstract class ApiResponse {
  /** The content type of JSON. */
  public static final String JSON = "application/json";

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();

  ApiResponse(int status) {
    this.status = status;
    headers.put("Cache-Control", "no-store");
  }

  /** Returns 200 with a JSON body. */
  public static ApiResponse json(byte[] body) {
    return json(200, body);
  }

  /** Returns a JSON body. */
  public static ApiResponse json(int status, byte[] body) {
    return of(status, JSON, body);
  }

  /** Returns a body of any type. */
  public static ApiResponse of(int status, String contentType, byte[] body) {
    return new Whole(status, body)
        .with("Content-Type", contentType)
        .with("Content-Length", String.valueOf(body.length));
  }

  /** Returns a response without body. */
  public static ApiResponse empty(int status) {
    return new Whole(status, new byte[0]);
  }

  /** Returns {@code {"error": message}}. */
  public static ApiResponse error(int status, String message) {
    return json(status, errorJson(message));
  }

  static byte[] errorJson(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message).toString().getBytes(UTF_8);
  }

  /** Sets a header, and returns this response. */
  public final ApiResponse with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  final int status() {
    return status;
  }

  final Map<String, String> headers() {
    return headers;
  }

  /** Writes the response; ends the exchange sooner or later. */
  abstract void send(Exchange exchange);

  private static final class Whole extends ApiResponse {
    private final byte[] body;

    Whole(int status, byte[] body) {
      super(status);
      this.body = body;
    }

    @Override
    void send(Exchange exchange) {
      ResponseWriter writer = exchange.begin(this, ResponseWriter.Watcher.NONE);
      writer.write(ByteBuffer.wrap(body));
      writer.end();
    }
  }
}
