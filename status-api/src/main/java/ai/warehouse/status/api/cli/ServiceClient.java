package ai.warehouse.status.api.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Talks to a service by HTTP, and says in words what goes wrong. */
final class ServiceClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  // Three times as long as a stream may have nothing to say.
  private static final Duration SILENCE = Duration.ofSeconds(45);
  private static final int MAX_ERROR_BYTES = 64 * 1024;

  private final String base;
  private final @Nullable String authorization;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * Connects to nothing yet.
   *
   * @param base where the service is; a path in it stands before those of the routes
   * @param authorization the value of the header; null for none
   * @throws TroubleException if the address is none of HTTP, or holds a login
   */
  ServiceClient(URI base, @Nullable String authorization) {
    String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
      throw TroubleException.lasting("The service's URL is not http(s)://HOST…", null);
    }
    if (base.getUserInfo() != null || base.getQuery() != null || base.getFragment() != null) {
      throw TroubleException.lasting(
          "The service's URL is to be http(s)://HOST[:PORT][/PATH] and no more; a login goes into"
              + " variables",
          null);
    }
    this.base = base.toString().replaceFirst("/+$", "");
    this.authorization = authorization;
  }

  /** Returns a path of some names, each encoded. */
  static String path(String route, @Nullable String... names) {
    return "/"
        + route
        + Arrays.stream(names)
            .filter(name -> name != null)
            .map(name -> "/" + encode(name))
            .collect(Collectors.joining());
  }

  /** Returns a text encoded for a path or a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /** Sends a GET; the caller closes the body. */
  HttpResponse<InputStream> get(String path, Duration timeout) {
    return send(request(path).timeout(timeout).GET());
  }

  /** Sends NDJSON; the caller closes the body. */
  HttpResponse<InputStream> post(String path, byte[] ndjson, Duration timeout) {
    BodyPublisher body = BodyPublishers.ofByteArray(ndjson);
    HttpRequest.Builder request =
        request(path).timeout(timeout).header("Content-Type", "application/x-ndjson").POST(body);
    return send(request);
  }

  /** Opens a stream of Server-Sent Events, without end; the caller closes the body. */
  HttpResponse<InputStream> stream(String path) {
    return send(request(path).header("Accept", "text/event-stream").GET());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), ServiceClient::body);
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TroubleException.lasting("Interrupted", e);
    }
  }

  private static BodySubscriber<InputStream> body(HttpResponse.ResponseInfo answer) {
    return BodySubscribers.mapping(
        BodySubscribers.ofInputStream(), body -> new ImpatientStream(body, SILENCE));
  }

  /** Returns what a connection that fails, or breaks, means. */
  TroubleException unreachable(IOException e) {
    // Java says no more of a refused connection.
    String why =
        e instanceof ConnectException && e.getMessage() == null
            ? "cannot connect"
            : String.valueOf(e.getMessage());
    return TroubleException.passing("No answer from %s: %s".formatted(base, why), e);
  }

  /** Reads a body as JSON. */
  JsonNode json(InputStream body) {
    try (body) {
      return Json.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw notOurs("no JSON", e);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /**
   * Returns what an answer other than expected means, in the words of the service if it has any.
   */
  TroubleException refused(int status, InputStream body) {
    String error = error(body);
    if (error.isEmpty()) {
      return status >= 500
          ? TroubleException.passing("%s answers HTTP %d".formatted(base, status), null)
          : notOurs("HTTP " + status + (status == 401 ? ", wants a login" : ""), null);
    }
    String message = "%s: %s (HTTP %d)".formatted(base, error, status);
    return switch (status) {
      case 429, 500, 502, 503, 504 -> TroubleException.passing(message, null);
      case 401 ->
          TroubleException.lasting(
              message + "; WAREHOUSE_STATUS_TOKEN or --token-file gives a token", null);
      default -> TroubleException.lasting(message, null);
    };
  }

  /** Returns whether an answer is the service's own word that there is nothing. */
  boolean isUnknown(HttpResponse<InputStream> answer) {
    if (answer.statusCode() != 404) {
      return false;
    }
    if (error(answer.body()).isEmpty()) {
      throw notOurs("HTTP 404", null);
    }
    return true;
  }

  private TroubleException notOurs(String what, @Nullable Throwable cause) {
    return TroubleException.lasting(
        "%s answers %s: is a status-api there?".formatted(base, what), cause);
  }

  /** Returns the address of the service. */
  @Override
  public String toString() {
    return base;
  }

  private static String error(InputStream body) {
    try (body) {
      byte[] start = body.readNBytes(MAX_ERROR_BYTES);
      return PlainText.safe(Json.text(Json.MAPPER.readTree(start), "error"));
    } catch (IOException e) {
      return ""; // the status alone must do
    }
  }
}
