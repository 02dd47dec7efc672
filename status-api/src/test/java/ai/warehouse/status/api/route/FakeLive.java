package ai.warehouse.status.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.warehouse.status.api.live.Frame;
import ai.warehouse.status.api.live.LiveStreams;
import ai.warehouse.status.api.live.Subscriber;
import ai.warehouse.status.api.live.WaitOutcome;
import ai.warehouse.status.api.live.Waiting;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Says which stream was asked for, and keeps the waits for the test to end. */
final class FakeLive implements LiveStreams, Waiting {

  record Wait(BuildKey build, boolean failIfFailing, Duration timeout) {}

  final Map<Wait, CompletableFuture<WaitOutcome>> waits = new ConcurrentHashMap<>();

  @Override
  public AutoCloseable heads(Subscriber to) {
    return say("all", to);
  }

  @Override
  public AutoCloseable head(PackageKey key, Subscriber to) {
    return say(key.toString(), to);
  }

  @Override
  public AutoCloseable build(BuildKey build, Subscriber to) {
    return say(build.toString(), to);
  }

  private static AutoCloseable say(String what, Subscriber to) {
    to.send(Frame.of("snapshot", what.getBytes(UTF_8)));
    to.end();
    return () -> {};
  }

  @Override
  public CompletableFuture<WaitOutcome> await(
      BuildKey build, boolean failIfFailing, Duration timeout) {
    return waits.computeIfAbsent(
        new Wait(build, failIfFailing, timeout), wait -> new CompletableFuture<>());
  }
}
