package ai.warehouse.status.api.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The exchanges that are going on, to end them when the server stops. Thread-safe. */
final class Exchanges {
  private final Set<Exchange> going = new HashSet<>();
  private boolean stopping;

  synchronized void begin(Exchange exchange) {
    going.add(exchange);
  }

  synchronized void end(Exchange exchange) {
    going.remove(exchange);
    if (going.isEmpty()) {
      notifyAll();
    }
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  /** Ends what is held and waits for the others; returns how many did not end in time. */
  int stop(Duration patience) throws InterruptedException {
    List<Exchange> all;
    synchronized (this) {
      stopping = true;
      all = List.copyOf(going);
    }
    all.forEach(Exchange::stop);
    return awaitNone(System.nanoTime() + patience.toNanos());
  }

  private synchronized int awaitNone(long until) throws InterruptedException {
    long left = until - System.nanoTime();
    while (!going.isEmpty() && left > 0) {
      wait(Math.max(1, Duration.ofNanos(left).toMillis()));
      left = until - System.nanoTime();
    }
    return going.size();
  }
}
