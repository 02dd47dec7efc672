package ai.warehouse.status.testing.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy on loopback before a DynamoDB, which passes requests on or injects faults. */
public final class FaultProxy implements AutoCloseable {
  /** A fault from when it is injected until it is healed. */
  private record Outbreak(Fault fault, CountDownLatch healed) {
    static Outbreak none() {
      return new Outbreak((call, healed) -> call.pass(), new CountDownLatch(0));
    }
  }

  private final URI database;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> operations = ConcurrentHashMap.newKeySet();
  private final AtomicInteger strikes = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile Outbreak outbreak = Outbreak.none();
  private HttpServer server;
  private int port;

  /** Stands before the database at that address, on a free port. */
  public FaultProxy(URI database) {
    this(database, 0);
  }

  /** Stands before the database at that address, on that port; 0 is a free one. */
  public FaultProxy(URI database, int port) {
    this.database = database;
    this.port = port;
    listen();
  }

  /** Returns where clients find it. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** From now on requests meet this fault. */
  public void inject(Fault fault) {
    strikes.set(0);
    outbreak = new Outbreak(fault, new CountDownLatch(1));
  }

  /** From now on requests pass, and those that stall are cut. */
  public void heal() {
    Outbreak over = outbreak;
    outbreak = Outbreak.none();
    over.healed().countDown();
  }

  /** Returns how many requests the fault has struck. */
  public int strikes() {
    return strikes.get();
  }

  /** Returns how many conditional writes the database has ever refused. */
  public int refused() {
    return refused.get();
  }

  /** Returns the operations that were ever asked for. */
  public Set<String> operations() {
    return operations;
  }

  /** Refuses connections and breaks those there are, until {@link #listen}. */
  public void refuseConnections() {
    server.stop(0);
  }

  /** Takes connections, at the same port as before. */
  public void listen() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    DatabaseCall call = new DatabaseCall(exchange, client, database, refused::incrementAndGet);
    operations.add(call.operation());
    Outbreak now = outbreak;
    try {
      if (now.fault().concerns(call)) {
        strikes.incrementAndGet();
        now.fault().strike(call, now.healed());
      } else {
        call.pass();
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    heal();
    server.stop(0);
    threads.shutdownNow();
  }
}
