package ai.warehouse.status.service;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds how long and how many connections stay open: each is closed after its lifetime and, where
 * there are too many, the oldest at once, so that a new client is answered.
 *
 * <p>An idle timeout would not do: a client that sends a byte now and then would stay.
 */
final class ConnectionBounds implements Connection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionBounds.class);

  private final int most;
  private final Duration lifetime;
  private final Scheduler scheduler;
  private final Map<Connection, Scheduler.Task> open = new LinkedHashMap<>();

  /**
   * @param most connections open at one time
   * @param lifetime from accepting a connection to the end of the answer
   */
  ConnectionBounds(int most, Duration lifetime, Scheduler scheduler) {
    this.most = most;
    this.lifetime = lifetime;
    this.scheduler = scheduler;
  }

  @Override
  public void onOpened(Connection connection) {
    Connection oldest = add(connection);
    if (oldest != null) {
      end(oldest);
    }
  }

  private synchronized @Nullable Connection add(Connection connection) {
    open.put(
        connection,
        scheduler.schedule(() -> end(connection), lifetime.toMillis(), TimeUnit.MILLISECONDS));
    if (open.size() <= most) {
      return null;
    }
    Iterator<Map.Entry<Connection, Scheduler.Task>> all = open.entrySet().iterator();
    Map.Entry<Connection, Scheduler.Task> oldest = all.next();
    oldest.getValue().cancel();
    all.remove();
    return oldest.getKey();
  }

  private static void end(Connection connection) {
    EndPoint client = connection.getEndPoint();
    try {
      // Else the system would keep the unsent bytes, and go on trying to send them.
      ((SocketChannel) client.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Client has gone before");
    }
    client.close();
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    Scheduler.Task end = open.remove(connection);
    if (end != null) {
      end.cancel();
    }
  }
}
