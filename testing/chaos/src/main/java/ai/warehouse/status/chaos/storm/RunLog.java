package ai.warehouse.status.chaos.storm;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The log of a run, printed line by line, and the counts of its events; used by all threads. */
public final class RunLog {
  private final PrintWriter out;
  private final List<String> lines = new ArrayList<>();
  private final List<String> endedByThemselves = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
  private final long created = System.nanoTime();

  /** Creates an empty log that is printed there. */
  public RunLog(PrintWriter out) {
    this.out = out;
  }

  /** Adds a line with the seconds since the beginning of the run. */
  public synchronized void add(String text) {
    String line = "%5.1f s  %s".formatted((System.nanoTime() - created) / 1e9, text);
    lines.add(line);
    out.println(line);
    out.flush();
  }

  /** Adds that a process ended though nobody killed it; its supervisor starts it again. */
  synchronized void endedByItself(String name, int exitCode) {
    String text = "%s ended by itself with %d".formatted(name, exitCode);
    endedByThemselves.add(text);
    add(text);
  }

  synchronized void injected(FaultKind kind) {
    faults.merge(kind, 1, Integer::sum);
  }

  synchronized void failed(PlannedFault fault, RuntimeException cause) {
    String text = "could not inject \"%s\": %s".formatted(fault.kind().text(), cause);
    failures.add(text);
    add(text);
  }

  synchronized Map<FaultKind, Integer> faults() {
    return new EnumMap<>(faults);
  }

  synchronized List<String> endedByThemselves() {
    return List.copyOf(endedByThemselves);
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Returns all lines. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
