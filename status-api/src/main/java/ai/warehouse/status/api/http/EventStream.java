package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ai.warehouse.status.api.live.Frame;
import ai.warehouse.status.api.live.Subscriber;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of Server-Sent Events. Its source is never blocked: what the client has not read yet
 * waits, and a client for whom too much waits is disconnected.
 */
final class EventStream implements Subscriber, ResponseWriter.Watcher {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** How many bytes may wait beside the frame that is being written. */
  private static final int MOST_WAITING = 256 << 10;

  /** Tells browsers when to come again. */
  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(US_ASCII);

  private static final byte[] STOPPING = ": stopping\n\n".getBytes(US_ASCII);

  private final Exchange exchange;
  private final Runnable onDropped;
  private final Runnable onClosed;
  private final AtomicBoolean dropped = new AtomicBoolean();
  private final ResponseWriter writer;
  private @Nullable AutoCloseable subscription;
  private boolean closed;

  /**
   * Begins the response.
   *
   * @param onDropped called if the client reads too slowly
   * @param onClosed called when the stream has ended, for whatever reason
   */
  EventStream(Exchange exchange, ApiResponse head, Runnable onDropped, Runnable onClosed) {
    this.exchange = exchange;
    this.onDropped = onDropped;
    this.onClosed = onClosed;
    writer = exchange.begin(head, this);
  }

  /** Subscribes to the source, until the stream ends. */
  void subscribe(Function<Subscriber, AutoCloseable> source) {
    writer.write(ByteBuffer.wrap(RETRY));
    exchange.hold(this::gone, this::stop);
    try {
      keep(source.apply(this));
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("path", exchange.path()).setCause(e).log("Stream failed");
      writer.abort(e);
    }
  }

  private void keep(AutoCloseable subscribed) {
    synchronized (this) {
      if (!closed) {
        subscription = subscribed;
        return;
      }
    }
    close(subscribed);
  }

  private void gone() {
    writer.abort(new EofException("the client has gone"));
  }

  private void stop() {
    writer.write(ByteBuffer.wrap(STOPPING));
    writer.end();
  }

  @Override
  public void send(Frame frame) {
    if (!writer.write(frame.bytes(), MOST_WAITING) && dropped.compareAndSet(false, true)) {
      LOG.atDebug().addKeyValue("path", exchange.path()).log("Reader too slow, disconnected");
      onDropped.run();
      writer.abort(new EofException("the client reads too slowly"));
      exchange.disconnect();
    }
  }

  @Override
  public void end() {
    writer.end();
  }

  @Override
  public void closed() {
    AutoCloseable subscribed;
    synchronized (this) {
      closed = true;
      subscribed = subscription;
    }
    onClosed.run();
    if (subscribed != null) {
      close(subscribed);
    }
  }

  private static void close(AutoCloseable subscribed) {
    try {
      subscribed.close();
    } catch (Exception e) {
      LOG.atWarn().setCause(e).log("Subscription not closed");
    }
  }
}
