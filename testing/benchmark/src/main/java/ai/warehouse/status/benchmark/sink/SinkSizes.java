package ai.warehouse.status.benchmark.sink;

import java.util.List;

/**
 * How much is measured.
 *
 * @param builds at work at once
 * @param backlogs what to drain for throughput
 * @param backlog events in each
 * @param rounds of throughput, after one to warm up
 * @param ownCores whether there are some also with cores for the database alone
 * @param rates events a second on a busy stream
 * @param lingerRate events a second with which lingers are compared
 * @param lingers milliseconds
 * @param seconds how long a busy stream flows
 * @param slowEvents how many come one by one; 0 for no such stream
 * @param slowMillis the time between them
 * @param buffersMb sizes of the sink's buffer
 * @param drained how many events to drain for peak memory, with each buffer
 */
record SinkSizes(
    int builds,
    List<Backlog> backlogs,
    int backlog,
    int rounds,
    boolean ownCores,
    List<Integer> rates,
    int lingerRate,
    List<Integer> lingers,
    int seconds,
    int slowEvents,
    int slowMillis,
    List<Integer> buffersMb,
    List<Integer> drained) {
  private static final List<Backlog> BOTH = List.of(Backlog.values());

  static final SinkSizes FULL =
      new SinkSizes(
          100,
          BOTH,
          60_000,
          7,
          true,
          List.of(500, 1000, 2000, 3000),
          2000,
          List.of(0, 250, 500, 1000, 2000),
          20,
          100,
          300,
          List.of(32, 128),
          List.of(100_000, 2_000_000));

  static final SinkSizes QUICK =
      new SinkSizes(
          100,
          BOTH,
          40_000,
          3,
          true,
          List.of(2000),
          2000,
          List.of(0, 1000),
          10,
          50,
          300,
          List.of(32),
          List.of(50_000, 200_000));

  /** Throughput alone. */
  static final SinkSizes HEADLINE =
      new SinkSizes(
          100,
          List.of(Backlog.ALL),
          3_000,
          2,
          false,
          List.of(),
          0,
          List.of(),
          0,
          0,
          0,
          List.of(),
          List.of());
}
