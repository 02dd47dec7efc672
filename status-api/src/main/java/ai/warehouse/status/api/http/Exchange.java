package ai.warehouse.status.api.http;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request and its response, on one connection. */
final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Connection connection;
  private final Connections connections;
  private final BodyMemory memory;
  private final Exchanges exchanges;
  private String route = HttpMetrics.NO_ROUTE;
  private volatile @Nullable ClientWatch watch;
  private volatile @Nullable Runnable stopping;

  Exchange(
      Request request,
      Response response,
      Callback callback,
      Connections connections,
      BodyMemory memory,
      Exchanges exchanges) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.connection = request.getConnectionMetaData().getConnection();
    this.connections = connections;
    this.memory = memory;
    this.exchanges = exchanges;
    connections.serversTurn(connection);
  }

  Request request() {
    return request;
  }

  /** Returns the path as it was sent. */
  String path() {
    return request.getHttpURI().getPath();
  }

  /** Returns the template of the route, for metrics. */
  String route() {
    return route;
  }

  void route(String template) {
    route = template;
  }

  /** Reads the body; see {@link ApiRequest#body}. */
  CompletableFuture<byte[]> readBody() {
    connections.clientsTurn(connection);
    BodyReader reader = new BodyReader(request, memory);
    Request.addCompletionListener(request, failure -> reader.free());
    return reader.read().whenComplete((body, failure) -> connections.serversTurn(connection));
  }

  /**
   * Looks after an exchange that may last, until the last of its response is written.
   *
   * @param gone called when the client hangs up, by a thread that must not be held
   * @param end called when the server stops, perhaps at once
   */
  void hold(Runnable gone, Runnable end) {
    watch = ClientWatch.start(connection.getEndPoint(), gone);
    stopping = end;
    if (exchanges.isStopping()) {
      end.run();
    }
  }

  /** The server stops. */
  void stop() {
    Runnable end = stopping;
    if (end != null) {
      end.run();
    }
  }

  /** Begins the response; its writer ends the exchange. */
  ResponseWriter begin(ApiResponse answer, ResponseWriter.Watcher watcher) {
    response.setStatus(answer.status());
    answer.headers().forEach(response.getHeaders()::put);
    boolean bodyLeft = !request.consumeAvailable();
    if (bodyLeft || exchanges.isStopping()) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    return new ResponseWriter(this, watcher);
  }

  /** Writes a part of the response. */
  void write(boolean last, ByteBuffer bytes, Callback written) {
    ClientWatch watching = watch;
    if (last && watching != null) {
      watching.stop();
    }
    connections.clientsTurn(connection);
    response.write(last, bytes, written);
  }

  /** The part is written, and more may follow. After the last, the turn stays the client's. */
  void written() {
    connections.serversTurn(connection);
  }

  /** All is written. */
  void succeeded() {
    callback.succeeded();
  }

  /** Ends the exchange without the rest of its response. */
  void fail(Throwable failure) {
    callback.failed(failure);
  }

  /** Disconnects the client at once; what is being written fails. */
  void disconnect() {
    Connections.end(connection);
  }
}
