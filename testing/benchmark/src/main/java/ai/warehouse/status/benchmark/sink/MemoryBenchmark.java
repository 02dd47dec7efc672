package ai.warehouse.status.benchmark.sink;

import ai.warehouse.status.benchmark.Progress;
import ai.warehouse.status.benchmark.Spread;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.sink.SinkMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much memory a sink of its own JVM takes at most while it drains a backlog. */
final class MemoryBenchmark {
  // All taken from the system at once: so a process that grows does so outside of the heap.
  private static final int HEAP_MB = 512;
  private static final long COLLECT_EVERY_MS = 1000;
  // Much for a database, so that there is always more read than written.
  private static final Duration LATENCY = Duration.ofMillis(20);
  private static final double MB = 1024;
  private static final int EXIT_SECONDS = 60;
  private static final Pattern AFTER_COLLECTION = Pattern.compile("Pause Full.*->(\\d+)M\\(");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final SinkWorld world;
  private final SinkSizes sizes;
  private final long seed;
  private final Path folder;
  private final PrintWriter log;

  /**
   * What came out.
   *
   * @param usedMb what of the heap was left after each full garbage collection
   * @param processMb the most that the process took; null where the system doesn't tell
   */
  public record Outcome(
      long events, int bufferMb, double seconds, Spread usedMb, Double processMb) {}

  MemoryBenchmark(SinkWorld world, SinkSizes sizes, long seed, Path folder, PrintWriter log) {
    this.world = world;
    this.sizes = sizes;
    this.seed = seed;
    this.folder = folder;
    this.log = log;
  }

  /** Has a sink drain so many events and all that comes of them. */
  Outcome run(int events, int bufferMb) throws IOException, InterruptedException {
    Topics topics = world.newTopics();
    FoldedWorkload workload = new FoldedWorkload(topics, sizes.builds(), seed);
    Progress progress = new Progress(log, "backlog for peak memory", events);
    for (int i = 0; i < events; i++) {
      workload.next().forEach(world.producer::send);
      progress.advance(1);
    }
    world.producer.flush();

    Tables tables = world.newTables();
    Path collections = folder.resolve("gc-%d-%d.log".formatted(events, bufferMb));
    String group = world.newName();
    try (StandInDatabase database = new StandInDatabase(world.dynamoDb.endpoint(), LATENCY)) {
      Map<String, String> settings =
          world.settings(
              topics,
              tables.prefix(),
              group,
              database.endpoint(),
              Map.of("buffer.memory", Long.toString(bufferMb * 1024L * 1024)));
      long begun = System.nanoTime();
      Process sink = start(settings, collections);
      Thread hook = new Thread(sink::destroyForcibly);
      // Whoever interrupts the measurement is not to find the sink still running.
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        while (!world.hasCommitted(group, topics)) {
          Thread.sleep(COLLECT_EVERY_MS);
          collect(sink);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Outcome(events, bufferMb, seconds, used(collections), peakProcess(sink));
      } finally {
        end(sink);
        Runtime.getRuntime().removeShutdownHook(hook);
        world.drop(tables);
      }
    }
  }

  private Process start(Map<String, String> settings, Path collections) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                javaTool("java"),
                "-Xmx" + HEAP_MB + "m",
                "-Xms" + HEAP_MB + "m",
                "-XX:+AlwaysPreTouch",
                "-Xlog:gc:file=" + collections,
                "-Daws.accessKeyId=" + world.dynamoDb.accessKeyId(),
                "-Daws.secretAccessKey=" + world.dynamoDb.secretAccessKey(),
                "-cp",
                System.getProperty("java.class.path"),
                SinkMain.class.getName()));
    settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("sink.log").toFile())
        .start();
  }

  private static void collect(Process sink) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(javaTool("jcmd"), Long.toString(sink.pid()), "GC.run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (jcmd.waitFor() != 0) {
      throw new IOException("The sink's JVM has ended, or jcmd can't reach it");
    }
  }

  private static String javaTool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static Spread used(Path collections) throws IOException {
    return Spread.of(
        AFTER_COLLECTION
            .matcher(Files.readString(collections))
            .results()
            .map(match -> Double.parseDouble(match.group(1)))
            .toList());
  }

  private static Double peakProcess(Process sink) throws IOException {
    Path status = Path.of("/proc/%d/status".formatted(sink.pid()));
    if (!Files.exists(status)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .map(PEAK::matcher)
          .filter(Matcher::matches)
          .map(match -> Double.parseDouble(match.group(1)) / MB)
          .findFirst()
          .orElse(null);
    }
  }

  private static void end(Process sink) throws InterruptedException {
    sink.destroy();
    if (!sink.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
      sink.destroyForcibly();
    }
  }
}
