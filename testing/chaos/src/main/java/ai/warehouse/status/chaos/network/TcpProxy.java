package ai.warehouse.status.chaos.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy of a port on loopback that can drop packets and refuse connections. */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int BACKLOG = 100;

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private State state = State.PASSING;

  private enum State {
    PASSING,
    SILENT,
    REFUSING
  }

  /** Listens on a free port for connections to that port, on which nobody need listen yet. */
  public TcpProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept, "proxy-" + server.getLocalPort());
  }

  /** Returns the port of this proxy. */
  public int port() {
    return server.getLocalPort();
  }

  /** Passes no bytes on until {@link #heal}, as a network that drops packets. */
  public void silence() {
    become(State.SILENT);
  }

  /** Breaks all connections, and new ones at once, until {@link #heal}. */
  public void refuse() {
    become(State.REFUSING);
    open.forEach(TcpProxy::close);
  }

  /** Passes bytes on again, those that were held back first. */
  public void heal() {
    become(State.PASSING);
  }

  private void become(State next) {
    synchronized (change) {
      state = next;
      change.notifyAll();
    }
  }

  private State awaitSound() throws InterruptedException {
    synchronized (change) {
      while (state == State.SILENT) {
        change.wait();
      }
      return state;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        daemon(() -> connect(client), "proxy-" + port() + "-connection");
      } catch (IOException e) {
        // Closed, or the client has gone already: it will come again.
      }
    }
  }

  private void connect(Socket client) {
    Socket behind = new Socket();
    try (client;
        behind) {
      if (awaitSound() == State.REFUSING) {
        return;
      }
      behind.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      open.add(behind);
      Thread answers = daemon(() -> pump(behind, client), "proxy-" + port() + "-answers");
      pump(client, behind);
      answers.join();
    } catch (IOException e) {
      // Nobody listens behind: the client sees its connection closed, as it would without us.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
      open.remove(behind);
    }
  }

  /** Moves bytes until one side closes; then closes both. */
  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        awaitSound();
        out.write(buffer, 0, read);
      }
      awaitSound();
    } catch (IOException e) {
      // One side is gone, and so must the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
    open.forEach(TcpProxy::close);
  }
}
