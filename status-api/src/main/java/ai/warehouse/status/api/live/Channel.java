package ai.warehouse.status.api.live;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of one content: each gets a snapshot, and then exactly what changed after it. Used on
 * the loop's thread only.
 *
 * <p>Changes are collected for a while, and both changes and snapshots are encoded once for all
 * streams. Whoever joins is served at the end of such a while too, so that a thousand who come back
 * at once cost a few snapshots.
 */
final class Channel {
  private static final Logger LOG = LoggerFactory.getLogger(Channel.class);
  private static final Duration COLLECTING = Duration.ofMillis(200);
  private static final Duration MILESTONE = Duration.ofMillis(20);

  /** What the streams are about. */
  interface Content {
    /** Returns whether there can be a snapshot yet. */
    boolean isReady();

    /** Encodes all there is. */
    Frame snapshot();

    /** Encodes what has changed since this was last called; null for nothing. */
    @Nullable Frame changes();
  }

  private final Loop loop;
  private final Content content;
  private final Set<Subscriber> joining = new LinkedHashSet<>();
  private final Set<Subscriber> subscribers = new LinkedHashSet<>();
  private volatile int size;
  private Loop.@Nullable Timer flush;
  private @Nullable Instant flushAt;

  Channel(Loop loop, Content content) {
    this.loop = loop;
    this.content = content;
  }

  void join(Subscriber subscriber) {
    joining.add(subscriber);
    count();
    flushWithin(MILESTONE);
  }

  void leave(Subscriber subscriber) {
    joining.remove(subscriber);
    subscribers.remove(subscriber);
    count();
  }

  private void count() {
    size = joining.size() + subscribers.size();
  }

  /** Returns the number of streams; on any thread. */
  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Returns whether changes are sent to anybody. */
  boolean hasSnapshots() {
    return !subscribers.isEmpty();
  }

  /**
   * Makes what has changed be sent soon.
   *
   * @param milestone whether people wait for the change
   */
  void changed(boolean milestone) {
    flushWithin(milestone ? MILESTONE : COLLECTING);
  }

  private void flushWithin(Duration delay) {
    Instant at = loop.now().plus(delay);
    if (flushAt != null && !at.isBefore(flushAt)) {
      return;
    }
    if (flush != null) {
      flush.cancel();
    }
    flushAt = at;
    flush = loop.schedule(delay, this::flush);
  }

  private void flush() {
    flush = null;
    flushAt = null;
    Frame changes = content.changes();
    if (changes != null) {
      send(subscribers, changes);
    }
    if (!joining.isEmpty() && content.isReady()) {
      Set<Subscriber> joined = new LinkedHashSet<>(joining);
      joining.clear();
      subscribers.addAll(joined);
      send(joined, content.snapshot());
    }
  }

  /** Sends a frame to all at once, also to those who have no snapshot yet. */
  void send(Frame frame) {
    send(subscribers, frame);
    send(joining, frame);
  }

  /** Ends all streams. */
  void end() {
    each(subscribers, Subscriber::end);
    each(joining, Subscriber::end);
    subscribers.clear();
    joining.clear();
    count();
  }

  private void send(Set<Subscriber> to, Frame frame) {
    each(to, subscriber -> subscriber.send(frame));
  }

  private void each(Set<Subscriber> to, Consumer<Subscriber> action) {
    for (Subscriber subscriber : List.copyOf(to)) {
      try {
        action.accept(subscriber);
      } catch (RuntimeException e) {
        // A bug, but the others' frames must not be lost with it.
        LOG.atError().setCause(e).log("A stream failed and is dropped");
        leave(subscriber);
      }
    }
  }
}
