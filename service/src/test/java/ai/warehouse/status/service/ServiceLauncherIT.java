package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a service in a JVM of its own: exit codes, signals, and what is written where. */
@Execution(ExecutionMode.CONCURRENT)
class ServiceLauncherIT {

  /** Long, because it only says when to give a test up. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Process process;

  @AfterEach
  void kill() throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  private void fork(String mode, String... more) throws IOException {
    fork(Map.of(), mode, more);
  }

  private void fork(Map<String, String> environment, String mode, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProbeService.class.getName(),
                "--set",
                "bootstrap.servers=unused:1",
                "--set",
                "mode=" + mode));
    command.addAll(List.of(more));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(directory.resolve("out").toFile())
            .redirectError(directory.resolve("err").toFile());
    // With these the JVM writes a line of its own to stderr.
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "LOG_LEVEL")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    process = builder.start();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("The process ends")
        .isTrue();
    return process.exitValue();
  }

  private String out() {
    return read("out");
  }

  private String err() {
    return read("err");
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void terminateOnceItSays(String text) {
    await().atMost(PATIENCE).until(() -> out().contains(text));
    process.destroy();
  }

  @Test
  void shouldDrainAndExitWithZeroOnSigterm() throws Exception {
    // given
    fork("run");

    // when
    terminateOnceItSays("Service started");

    // then
    assertThat(exitCode()).isZero();
    assertThat(out()).containsSubsequence("Service stopping", "drained", "Service stopped");
    assertThat(out()).containsOnlyOnce("Service stopped").contains("exit=\"0\"");
    assertThat(out()).contains("Service stopping service=\"probe\" why=\"signal\"");
    assertThat(out()).doesNotContain("ERROR", "WARN");
    assertThat(err()).isEmpty();
  }

  @Test
  void shouldLogInOurFormatFromTheFirstLine() throws Exception {
    // given
    fork("run");

    // when
    terminateOnceItSays("Service started");

    // then
    assertThat(exitCode()).isZero();
    assertThat(out().lines().findFirst())
        .hasValueSatisfying(
            line ->
                assertThat(line)
                    .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[main] \\S+ -"
                            + " Service starting service=\"probe\" version=\"\\S+\" .*"));
  }

  @Test
  void shouldSayItsConfigurationKeyByKeyAndNeverASecret() throws Exception {
    // given
    fork(
        Map.of("LOG_LEVEL", "", "LOG_LEVEL_LIBRARIES", "", "LOG_FORMAT", ""),
        "fails",
        "--set",
        "kafka.sasl.jaas.config=hush",
        "--set",
        "kafka.audit.token=a boom later");

    // when, then
    assertThat(exitCode()).isOne();
    assertThat(out())
        .contains("Configuration key=\"mode\" value=\"fails\" from=\"the command line\"")
        .contains("Configuration key=\"kafka.sasl.jaas.config\" value=\"[hidden]\"")
        .contains("Configuration key=\"http.port\" value=\"8080\" from=\"the defaults\"")
        .contains("IllegalStateException: [hidden] [hidden]")
        .doesNotContain("hush", "boom", " DEBUG ");
  }

  @ParameterizedTest
  @CsvSource({
    "ends, ended by itself",
    "fails, fatal error",
    "start-unfit, fatal error",
    "start-refuses, bad configuration"
  })
  void shouldSayWhyItStops(String mode, String why) throws Exception {
    // given
    fork(mode);

    // when
    exitCode();

    // then
    assertThat(out()).contains("Service stopping service=\"probe\" why=\"" + why + "\"");
  }

  @Test
  void shouldLogJsonThatHasItAll() throws Exception {
    // given
    fork(Map.of("LOG_FORMAT", "json"), "fails");

    // when
    exitCode();

    // then
    assertThat(out().lines().filter(line -> !line.equals("drained")))
        .allSatisfy(line -> assertThat(line).startsWith("{\"timestamp\":").endsWith("}"))
        .allSatisfy(line -> assertThat(line).contains("threadName", "loggerName"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("\"level\":\"ERROR\"", "\"formattedMessage\":\"Service failed\"")
                    .contains("\"kvpList\": [{\"service\":\"probe\"}]")
                    .contains("\"throwable\":", "boom later"));
  }

  @ParameterizedTest
  @CsvSource({"LOG_FORMAT, xml", "LOG_LEVEL, LOUD", "LOG_LEVEL_LIBRARIES, INFO "})
  void shouldRefuseLogSettingsThatItDoesNotKnow(String name, String value) throws Exception {
    // given
    fork(Map.of(name, value + "!"), "ends");

    // when, then
    assertThat(exitCode()).isEqualTo(2);
    assertThat(err()).startsWith("probe: Invalid value " + value).contains(name).hasLineCount(1);
    assertThat(out()).isEmpty();
  }

  @Test
  void shouldTakeTheLogLevelFromTheEnvironment() throws Exception {
    // given
    fork(Map.of("LOG_LEVEL", "ERROR"), "ends");

    // when, then
    assertThat(exitCode()).isZero();
    assertThat(out()).isEqualToIgnoringNewLines("drained");
  }

  @Test
  void shouldDrainAServiceThatIsStillStarting() throws Exception {
    // given
    fork("start-blocks");

    // when
    terminateOnceItSays("\nstarting");

    // then
    assertThat(exitCode()).isZero();
    assertThat(out()).contains("drained").doesNotContain("ERROR", "Service started");
  }

  @Test
  void shouldExitWithZeroWhenTheServiceEndsByItself() throws Exception {
    // given
    fork("ends");

    // when, then
    assertThat(exitCode()).isZero();
    assertThat(out()).containsSubsequence("Service started", "drained", "Service stopped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fails", "thread-dies", "start-fails"})
  void shouldLogDrainAndExitWithOneOnAFatalError(String mode) throws Exception {
    // given
    fork(mode);

    // when, then
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out()).containsOnlyOnce(" ERROR ").contains("IllegalStateException: boom");
    assertThat(out()).contains("\tat ", "drained", "exit=\"1\"");
  }

  @Test
  void shouldExitWithOneWhenTheServiceCannotBeCreated() throws Exception {
    // given
    fork("create-fails");

    // when, then
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out()).containsOnlyOnce(" ERROR ").contains("not to be created");
  }

  @Test
  void shouldSayWhyTheSurroundingsAreUnfitWithoutStackTrace() throws Exception {
    // given
    fork("start-unfit");

    // when, then
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out())
        .containsOnlyOnce(" ERROR ")
        .contains("reason=\"Topic status is not compacted\"", "drained")
        .doesNotContain("\tat ");
  }

  @Test
  void shouldGiveUpADrainThatHangs() throws Exception {
    // given
    fork("drain-hangs", "--set", "shutdown.timeout.ms=100");

    // when
    terminateOnceItSays("Service started");

    // then
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out())
        .contains(" WARN ", "did not drain in time", "timeoutMs=\"100\"", "ProbeService.close")
        .doesNotContain("drained");
  }

  @ParameterizedTest
  @ValueSource(strings = {"drain-fails", "drain-reports"})
  void shouldExitWithOneWhenDrainingFails(String mode) throws Exception {
    // given
    fork(mode);

    // when
    terminateOnceItSays("Service started");

    // then
    assertThat(exitCode()).isEqualTo(1);
    assertThat(out()).containsOnlyOnce(" ERROR ").contains("IllegalStateException: boom");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create-refuses", "start-refuses"})
  void shouldRefuseABadConfigurationInOneLine(String mode) throws Exception {
    // given
    fork(mode);

    // when, then
    assertThat(exitCode()).isEqualTo(2);
    assertThat(err()).startsWith("probe: ").hasLineCount(1);
    assertThat(out()).doesNotContain("ERROR", "\tat ");
  }

  @Test
  void shouldWriteNothingElseBesideTheRefusalOfABadValue() throws Exception {
    // given
    fork("run", "--set", "http.port=eighty");

    // when, then
    assertThat(exitCode()).isEqualTo(2);
    assertThat(err())
        .isEqualToIgnoringNewLines(
            "probe: Invalid value eighty for configuration http.port: Not a number of type INT"
                + " (from the command line)");
    assertThat(out()).isEmpty();
  }
}
