package ai.warehouse.status.api.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * Writes what it is given to a client in order, never blocking: in slices, so that the patience for
 * one of them is a least speed of reading. Thread-safe.
 */
final class ResponseWriter extends IteratingCallback {
  private static final int SLICE = 64 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Exchange exchange;
  private final Watcher watcher;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private @Nullable ByteBuffer current;
  private boolean ended;
  private boolean lastWritten;

  /** Who gives the writer its bytes. Called by any thread, which must not be held. */
  interface Watcher {
    /** Watches nothing. */
    Watcher NONE = new Watcher() {};

    /** All bytes are written, and the end is not yet announced. */
    default void drained() {}

    /** All is written, or the client has gone; called once. */
    default void closed() {}
  }

  ResponseWriter(Exchange exchange, Watcher watcher) {
    this.exchange = exchange;
    this.watcher = watcher;
  }

  /** Writes the bytes that remain in a buffer, which is this writer's from now on. */
  void write(ByteBuffer bytes) {
    write(bytes, Long.MAX_VALUE);
  }

  /**
   * Writes as above, unless other bytes wait and there would be too many.
   *
   * @param most bytes that may wait
   * @return whether they are taken
   */
  boolean write(ByteBuffer bytes, long most) {
    synchronized (this) {
      if (waitingBytes > 0 && waitingBytes + bytes.remaining() > most) {
        return false;
      }
      if (bytes.hasRemaining() && !ended) {
        waiting.add(bytes);
        waitingBytes += bytes.remaining();
      }
    }
    iterate();
    return true;
  }

  /** Ends the response after the bytes that wait. */
  void end() {
    synchronized (this) {
      ended = true;
    }
    iterate();
  }

  @Override
  protected Action process() {
    ByteBuffer slice;
    boolean last;
    synchronized (this) {
      if (lastWritten) {
        return Action.SUCCEEDED;
      }
      slice = nextSlice();
      last = ended && current == null && waiting.isEmpty();
      if (!slice.hasRemaining() && !last) {
        return Action.IDLE;
      }
      lastWritten = last;
    }
    exchange.write(last, slice, this);
    return Action.SCHEDULED;
  }

  private ByteBuffer nextSlice() {
    if (current == null) {
      current = waiting.poll();
      if (current == null) {
        return NOTHING;
      }
      waitingBytes -= current.remaining();
    }
    ByteBuffer slice = current;
    if (slice.remaining() <= SLICE) {
      current = null;
      return slice;
    }
    ByteBuffer begin = slice.slice(slice.position(), SLICE);
    slice.position(slice.position() + SLICE);
    return begin;
  }

  @Override
  protected void onSuccess() {
    boolean drained;
    synchronized (this) {
      if (lastWritten) {
        return;
      }
      drained = !ended && current == null && waiting.isEmpty();
    }
    exchange.written();
    if (drained) {
      watcher.drained();
    }
  }

  @Override
  protected void onCompleteSuccess() {
    watcher.closed();
    exchange.succeeded();
  }

  @Override
  protected void onCompleteFailure(Throwable failure) {
    watcher.closed();
    exchange.fail(failure);
  }
}
