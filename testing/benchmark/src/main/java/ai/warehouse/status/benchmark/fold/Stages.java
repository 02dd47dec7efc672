package ai.warehouse.status.benchmark.fold;

import ai.warehouse.status.benchmark.InMemoryState;
import ai.warehouse.status.benchmark.Workload;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusCounterJson;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.model.json.StatusHeadJson;
import ai.warehouse.status.model.json.StatusJson;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.StatusFold;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The stages that an event passes, each alone, over and over the same events. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Stages {
  private static final JsonFactory JSON = new JsonFactory();

  @Param("1")
  private long seed;

  @Param("65536")
  private int count;

  private byte[][] records;
  private RecordPosition[] positions;
  private StatusEvent[] events;
  private FoldResult[] results;
  private InMemoryState state;
  private int next;

  /** Prepares what each stage is given. */
  @Setup
  public void prepare() {
    Workload workload = new Workload(Workload.BUILDS, Workload.LOCALES, seed);
    state = new InMemoryState();
    records = new byte[count][];
    positions = new RecordPosition[count];
    events = new StatusEvent[count];
    results = new FoldResult[count];
    for (int i = 0; i < count; i++) {
      events[i] = workload.next();
      records[i] = StatusEventJson.write(events[i]);
      positions[i] =
          new RecordPosition("status-events", 0, i, events[i].createdAt().toEpochMilli());
      results[i] = StatusFold.fold(state, events[i], i);
      state.store(results[i]);
    }
    next = -1;
  }

  private int next() {
    next = (next + 1) % count;
    return next;
  }

  /** Lets Jackson step over the tokens of an event's JSON: the least that reading can cost. */
  @Benchmark
  public void tokens(Blackhole hole) throws IOException {
    try (JsonParser parser = JSON.createParser(records[next()])) {
      while (parser.nextToken() != null) {
        hole.consume(parser.getTextLength());
      }
    }
  }

  /** Makes an event of a record's bytes, by the rules of SPEC §1. */
  @Benchmark
  public StatusEvent parse() {
    int i = next();
    return StatusEventJson.read(records[i], positions[i]);
  }

  /** Folds an event into a state in memory, which begins empty with each pass. */
  @Benchmark
  public FoldResult fold() {
    int i = next();
    if (i == 0) {
      state = new InMemoryState();
    }
    FoldResult result = StatusFold.fold(state, events[i], i);
    state.store(result);
    return result;
  }

  /** Writes the JSON of what an event changed, which is nothing for most. */
  @Benchmark
  public void write(Blackhole hole) {
    FoldResult result = results[next()];
    for (Status status : result.statuses()) {
      hole.consume(StatusJson.write(status));
    }
    if (result.statusHead() != null) {
      hole.consume(StatusHeadJson.write(result.statusHead()));
    }
    if (result.statusCounter() != null) {
      hole.consume(StatusCounterJson.write(result.statusCounter()));
    }
  }
}
