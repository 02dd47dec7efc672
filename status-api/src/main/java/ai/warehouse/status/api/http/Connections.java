package ai.warehouse.status.api.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager.AcceptListener;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections: how many there may be, and how long a client may keep the server waiting.
 *
 * <p>It is either the server's turn, which may take its time, or the client's: to send a request, a
 * body's next part or to read what is written. A client that takes longer than its patience for one
 * turn is disconnected. An idle timeout would spare clients that send a byte now and then. Where
 * there are too many connections, the one that has kept the server waiting longest ends, which is
 * the new one if all others are served.
 */
final class Connections implements Connection.Listener, AcceptListener {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final int most;
  private final long patienceNanos;

  /** Whose turn it is and since when, by {@link System#nanoTime}; the longest first. */
  private final Map<Connection, Long> clientsTurns = new LinkedHashMap<>();

  /** Of all clients, from before Jetty makes a connection of each. */
  private final Set<SelectableChannel> accepted = new HashSet<>();

  private boolean closed;

  Connections(int most, Duration patience) {
    this.most = most;
    patienceNanos = patience.toNanos();
  }

  @Override
  public synchronized void onAccepting(SelectableChannel channel) {
    if (closed) {
      IO.close(channel);
    } else {
      accepted.add(channel);
    }
  }

  @Override
  public synchronized void onAcceptFailed(SelectableChannel channel, Throwable failure) {
    accepted.remove(channel);
  }

  @Override
  public void onOpened(Connection connection) {
    Connection surplus = add(connection);
    if (surplus != null) {
      end(surplus);
    }
  }

  private synchronized @Nullable Connection add(Connection connection) {
    clientsTurn(connection);
    return accepted.size() > most ? longest() : null;
  }

  // Never empty: the new one is there.
  private Connection longest() {
    Iterator<Connection> longest = clientsTurns.keySet().iterator();
    Connection surplus = longest.next();
    longest.remove();
    return surplus;
  }

  /** A turn of the client begins. */
  synchronized void clientsTurn(Connection connection) {
    clientsTurns.remove(connection);
    clientsTurns.put(connection, System.nanoTime());
  }

  /** The client's turn ends. */
  synchronized void serversTurn(Connection connection) {
    clientsTurns.remove(connection);
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    clientsTurns.remove(connection);
    accepted.remove(connection.getEndPoint().getTransport());
  }

  /** Returns the number of open connections. */
  synchronized int open() {
    return accepted.size();
  }

  /**
   * Disconnects whoever is still there, after the server has stopped: Jetty forgets a client that
   * is accepted meanwhile, who would wait for an answer for ever.
   */
  synchronized void close() {
    closed = true;
    accepted.forEach(IO::close);
  }

  /** Disconnects the clients that take too long; called now and then. */
  void endOverdue() {
    overdue().forEach(Connections::end);
  }

  private synchronized List<Connection> overdue() {
    long now = System.nanoTime();
    List<Connection> overdue = new ArrayList<>();
    Iterator<Map.Entry<Connection, Long>> turns = clientsTurns.entrySet().iterator();
    while (turns.hasNext()) {
      Map.Entry<Connection, Long> turn = turns.next();
      if (now - turn.getValue() < patienceNanos) {
        break;
      }
      overdue.add(turn.getKey());
      turns.remove();
    }
    return overdue;
  }

  /** Disconnects a client at once. */
  static void end(Connection connection) {
    EndPoint client = connection.getEndPoint();
    try {
      // Else the system would keep the unsent bytes, and go on trying to send them.
      ((SocketChannel) client.getTransport()).setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("Client has gone before");
    }
    client.close();
  }
}
