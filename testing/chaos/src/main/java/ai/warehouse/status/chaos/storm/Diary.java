package ai.warehouse.status.chaos.storm;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Writes down what happens when, and says it; used by all threads. */
public final class Diary {
  private final PrintWriter out;
  private final List<String> lines = new ArrayList<>();
  private final List<String> endedByThemselves = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final long created = System.nanoTime();
  private long stormBegan;

  /** Says everything there. */
  public Diary(PrintWriter out) {
    this.out = out;
  }

  /** Notes something. */
  public synchronized void say(String what) {
    String line = "%5.1f s  %s".formatted((System.nanoTime() - created) / 1e9, what);
    lines.add(line);
    out.println(line);
    out.flush();
  }

  /** Notes that a process ended though nobody killed it; its supervisor will start it again. */
  public synchronized void endedByItself(String name, int exitCode) {
    String what = "%s ended by itself with %d".formatted(name, exitCode);
    endedByThemselves.add(what);
    say(what);
  }

  synchronized void beginStorm(int seconds) {
    say("the storm begins, for %d s".formatted(seconds));
    stormBegan = System.nanoTime();
  }

  /** Returns when the storm is so many seconds old. */
  void sleepUntil(int second) throws InterruptedException {
    long began;
    synchronized (this) {
      began = stormBegan;
    }
    TimeUnit.NANOSECONDS.sleep(began + TimeUnit.SECONDS.toNanos(second) - System.nanoTime());
  }

  synchronized void injected(FaultKind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  synchronized void failed(PlannedFault fault, RuntimeException why) {
    String what = "could not inject \"%s\": %s".formatted(fault.kind().text(), why);
    failures.add(what);
    say(what);
  }

  synchronized Map<FaultKind, Integer> faults() {
    return Map.copyOf(faults);
  }

  synchronized List<String> endedByThemselves() {
    return List.copyOf(endedByThemselves);
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Returns all that was said. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
