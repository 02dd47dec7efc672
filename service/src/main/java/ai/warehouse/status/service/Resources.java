package ai.warehouse.status.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes resources in the reverse order of their opening; thread-safe. */
public final class Resources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * Adds a resource.
   *
   * @throws CancellationException if {@link #close} was called before; the resource is closed then
   */
  public synchronized <T extends AutoCloseable> T add(T resource) {
    if (closed) {
      close(resource);
      throw new CancellationException("closed while starting");
    }
    open.push(resource);
    return resource;
  }

  /** Closes all; failures are logged. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!open.isEmpty()) {
      close(open.pop());
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      LOG.atWarn()
          .addKeyValue("resource", resource.getClass().getSimpleName())
          .setCause(e)
          .log("Not closed cleanly");
    }
  }
}
