package ai.warehouse.status.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the archive of a service, and how its scripts may be called. */
@ParameterizedClass
@ValueSource(strings = {"stream-processor", "sink", "status-api"})
class DistributionIT {
  @TempDir private static Path archives;

  private static Distribution distribution;

  @TempDir private Path folder;
  @Parameter private String service;

  @BeforeParameterizedClassInvocation
  static void unpack(String service) throws Exception {
    distribution = Distribution.unpack(service, archives);
  }

  @Test
  void shouldHoldScriptsLibrariesAndTheLicence() throws IOException {
    // share has the manual of a command line, where there is one.
    assertThat(distribution.names(""))
        .contains("bin", "lib", "ext", "LICENSE")
        .isSubsetOf("bin", "lib", "ext", "share", "LICENSE");
    assertThat(distribution.names("bin")).contains(service, "health", "run-class", "jvm-options");
    String version = distribution.version();
    assertThat(distribution.names("lib"))
        .contains(
            Distribution.artifact(service) + "-" + version + ".jar",
            "warehouse-status-model-" + version + ".jar",
            "warehouse-status-service-" + version + ".jar");
  }

  @Test
  void shouldHoldNothingOfTestsOrOfTheOtherServices() throws IOException {
    List<String> others = new ArrayList<>(List.of("stream-processor", "sink", "status-api"));
    assertThat(others.remove(service)).isTrue();
    // Nothing of AWS, the service's optional dependencies, in the processor; no RocksDB elsewhere.
    String foreign =
        service.equals("stream-processor")
            ? "(dynamodb|aws|netty|sdk|apache5|sts|sso)-?.*"
            : "(kafka-streams|rocksdb).*";
    assertThat(distribution.names("lib"))
        .noneMatch(jar -> others.stream().map(Distribution::artifact).anyMatch(jar::startsWith))
        .noneMatch(jar -> jar.matches(foreign))
        .noneMatch(jar -> jar.matches("(?i).*(embedded|DynamoDBLocal|junit|assertj).*"));
  }

  @Test
  void shouldTellItsVersionFromAnyFolder() throws Exception {
    // when
    Called called = call(Map.of(), "--version");

    // then
    assertThat(called.exitCode()).as(called.toString()).isZero();
    assertThat(called.out()).endsWith(service + " " + distribution.version() + "\n");
    assertThat(called.err()).isEmpty();
  }

  @Test
  void shouldBeCalledThroughASymbolicLinkInAnyLocale() throws Exception {
    // given
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("link"), Path.of(distribution.script(service)));

    // when
    Called called =
        Called.in(
            folder,
            Map.of("LC_ALL", "C", "CDPATH", "/:" + distribution.home()),
            "bash",
            "-c",
            "bin/link --config $'gr\\303\\266\\303\\237e'");

    // then
    assertThat(called.exitCode()).as(called.toString()).isEqualTo(2);
    assertThat(called.err()).isEqualTo(service + ": File größe does not exist\n");
  }

  @Test
  void shouldGiveJavaItsOptions() throws Exception {
    // given
    Map<String, String> environment =
        Map.of("JAVA_OPTS", "-Xmx96m -XX:+PrintCommandLineFlags -Dpattern=/* -XX:+UseSerialGC");

    // when
    Called called = call(environment, "--version");

    // then
    assertThat(called.exitCode()).as(called.toString()).isZero();
    assertThat(called.out())
        .contains("-XX:MaxHeapSize=" + 96 * 1024 * 1024, "-XX:+ExitOnOutOfMemoryError")
        .contains("-XX:+UseSerialGC");
  }

  @Test
  void shouldSayThatJavaIsMissing() throws Exception {
    // when
    Called called = call(Map.of("JAVA_HOME", "/nowhere"));

    // then
    assertThat(called.exitCode()).isEqualTo(1);
    assertThat(called.err()).isEqualTo("Java 17 or later is needed: install it or set JAVA_HOME\n");
  }

  @Test
  void shouldRefuseAMissingSetting() throws Exception {
    // when
    Called called = call(Map.of());

    // then
    assertThat(called.exitCode()).as(called.toString()).isEqualTo(2);
    assertThat(called.err()).contains("bootstrap.servers");
  }

  @Test
  void shouldLogAsToldFromTheFirstLineOn() throws Exception {
    // given
    Map<String, String> nobodyThere =
        Map.of(
            "LOG_FORMAT", "json",
            "AWS_REGION", "us-east-1",
            "WAREHOUSE_STATUS_HTTP_PORT", "-1",
            "WAREHOUSE_STATUS_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "WAREHOUSE_STATUS_STARTUP_TIMEOUT_MS", "1");

    // when
    Called called = call(nobodyThere);

    // then
    assertThat(called.exitCode()).as(called.toString()).isEqualTo(1);
    assertThat(called.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("{"));
  }

  private Called call(Map<String, String> environment, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = distribution.script(service);
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Called.in(folder, environment, command);
  }
}
