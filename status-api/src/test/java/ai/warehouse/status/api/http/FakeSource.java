package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.api.live.Frame;
import ai.warehouse.status.api.live.Subscriber;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends to all subscribers, on the caller's thread. */
final class FakeSource {
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger subscribed = new AtomicInteger();

  AutoCloseable subscribe(Subscriber to) {
    subscribers.add(to);
    subscribed.incrementAndGet();
    to.send(Frame.of("snapshot", "{}".getBytes(UTF_8)));
    return () -> subscribers.remove(to);
  }

  void send(String json) {
    send(Frame.of("changes", json.getBytes(UTF_8)));
  }

  void send(Frame frame) {
    subscribers.forEach(subscriber -> subscriber.send(frame));
  }

  void end() {
    subscribers.forEach(Subscriber::end);
  }

  /** Returns how many are subscribed now. */
  int open() {
    return subscribers.size();
  }

  /** Returns how many were ever subscribed. */
  int subscribed() {
    return subscribed.get();
  }
}
