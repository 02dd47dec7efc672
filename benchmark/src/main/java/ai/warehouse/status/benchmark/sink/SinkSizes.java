package ai.warehouse.status.benchmark.sink;

import java.util.List;

/**
 * How much is measured.
 *
 * @param builds at work at once
 * @param backlog events to drain in a round of throughput
 * @param rounds of throughput, after one to warm up
 * @param rates events a second on a busy stream
 * @param lingerRate events a second with which lingers are compared
 * @param lingers milliseconds
 * @param seconds how long a busy stream flows
 * @param slowEvents how many come one by one
 * @param slowMillis the time between them
 * @param buffersMb sizes of the sink's buffer, each with both backlogs
 * @param smallBacklog events to drain for peak memory
 * @param largeBacklog events to drain for peak memory
 */
record SinkSizes(
    int builds,
    int backlog,
    int rounds,
    List<Integer> rates,
    int lingerRate,
    List<Integer> lingers,
    int seconds,
    int slowEvents,
    int slowMillis,
    List<Integer> buffersMb,
    int smallBacklog,
    int largeBacklog) {
  static final SinkSizes FULL =
      new SinkSizes(
          100,
          60_000,
          7,
          List.of(500, 1000, 2000, 3000),
          2000,
          List.of(0, 250, 500, 1000, 2000),
          20,
          100,
          300,
          List.of(32, 128),
          100_000,
          2_000_000);
  static final SinkSizes QUICK =
      new SinkSizes(
          100,
          40_000,
          3,
          List.of(2000),
          2000,
          List.of(0, 1000),
          10,
          50,
          300,
          List.of(32),
          50_000,
          200_000);
}
