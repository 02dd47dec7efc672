package ai.warehouse.status.benchmark.topology;

import ai.warehouse.status.processor.ProcessorMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A contender in a JVM of its own, which can be held while its input is being prepared. */
final class ContenderProcess implements AutoCloseable {
  private static final int TAIL_LINES = 30;

  private final Contender contender;
  private final String group;
  private final Path log;
  private final Process process;

  private ContenderProcess(Contender contender, String group, Path log, Process process) {
    this.contender = contender;
    this.group = group;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one and returns at once.
   *
   * @param group its name, also of its consumer group
   * @param folder gets its log and its state
   */
  static ContenderProcess start(
      Contender contender, String group, String brokers, Setting setting, Path folder)
      throws IOException {
    List<String> command = new ArrayList<>(jvm(folder));
    command.addAll(
        contender == Contender.OURS
            ? ours(group, brokers, setting, folder)
            : rival(contender, group, brokers, setting, folder));
    Path log = folder.resolve(group + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new ContenderProcess(contender, group, log, process);
  }

  private static List<String> jvm(Path folder) {
    List<String> jvm =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.io.tmpdir=" + folder));
    String more = System.getProperty("bench.contender.options", "");
    if (!more.isBlank()) {
      jvm.addAll(List.of(more.split(" ")));
    }
    jvm.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return jvm;
  }

  private static List<String> ours(String group, String brokers, Setting setting, Path folder) {
    List<String> command = new ArrayList<>(List.of(ProcessorMain.class.getName()));
    for (String each :
        List.of(
            "bootstrap.servers=" + brokers,
            "application.id=" + group,
            "topics.prefix=" + Contender.OURS.prefix(),
            "topics.partitions=" + setting.partitions(),
            "topics.replicas=1",
            "http.port=-1",
            "state.dir=" + folder.resolve(group),
            "processing.guarantee=" + setting.guarantee(),
            "commit.interval.ms=" + setting.commitIntervalMs(),
            "num.stream.threads=" + setting.threads())) {
      command.addAll(List.of("--set", each));
    }
    return command;
  }

  private static List<String> rival(
      Contender contender, String group, String brokers, Setting setting, Path folder) {
    return List.of(
        RivalMain.class.getName(),
        contender.name(),
        contender.input(),
        contender.prefix() + "status",
        "bootstrap.servers=" + brokers,
        "application.id=" + group,
        "replication.factor=1",
        "state.dir=" + folder.resolve(group),
        "processing.guarantee=" + setting.guarantee(),
        "commit.interval.ms=" + setting.commitIntervalMs(),
        "num.stream.threads=" + setting.threads());
  }

  Contender contender() {
    return contender;
  }

  String group() {
    return group;
  }

  /** Returns what it has computed so far. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Stops it in whatever it does, until {@link #goOn}. */
  void hold() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets it go on. */
  void goOn() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw failed("could not be sent " + name);
    }
  }

  /** Throws, with the end of its log, if it has ended. */
  void checkAlive() {
    if (!process.isAlive()) {
      throw failed("has ended");
    }
  }

  IllegalStateException failed(String what) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      String tail =
          String.join(
              "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
      return new IllegalStateException("%s %s%n%s".formatted(group, what, tail));
    } catch (IOException e) {
      return new IllegalStateException(group + " " + what, e);
    }
  }

  /** Ends it at once, as nothing of it is needed any more. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
