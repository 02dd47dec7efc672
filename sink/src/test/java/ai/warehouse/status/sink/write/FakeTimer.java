package ai.warehouse.status.sink.write;

import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Time that passes when somebody waits, and no slower. */
final class FakeTimer implements Function<Duration, Executor>, InstantSource {
  final List<Duration> waits = new ArrayList<>();
  private Instant now = Samples.NOW;

  @Override
  public Executor apply(Duration wait) {
    waits.add(wait);
    now = now.plus(wait);
    return Runnable::run;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
