package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends before a service is created; the rest is in {@link ServiceLauncherIT}. */
class ServiceLauncherTest {

  private static final String SECRET = "hunter2";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    SettingsSchema schema =
        new SettingsSchema(
            CommonSettings.configDef()
                .define("db.password", Type.PASSWORD, SECRET, Importance.LOW, "Opens it."),
            Set.of("kafka."));
    return new ServiceLauncher(
            "test-service",
            environment,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8))
        .run(
            schema,
            settings -> {
              throw new AssertionError("No service is to be created");
            },
            arguments);
  }

  private void assertRefused(String message) {
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(err.toString(UTF_8))
        .startsWith("test-service: ")
        .contains(message)
        .doesNotContain(SECRET)
        .endsWith(System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void shouldListEveryKeyInHelp() {
    // when
    int code = run(Map.of(), "--help");

    // then
    assertThat(code).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(out.toString(UTF_8))
        .contains("Usage: test-service")
        .contains("--config", "--set", "--print-config", "--version")
        .contains("WAREHOUSE_STATUS_BOOTSTRAP_SERVERS")
        .contains("bootstrap.servers (list, required)\n      Kafka brokers to find")
        .contains("topics.partitions (int, default 4)")
        .contains("Valid: [1,...]")
        .contains("topics.prefix (string, default \"\")")
        .contains("db.password (password, default [hidden])\n      Opens it.")
        .contains("kafka.*")
        .contains(CommonSettings.configDef().names())
        .doesNotContain(SECRET);
  }

  @Test
  void shouldPrintTheVersionThatTheBuildWrote() {
    // when
    int code = run(Map.of(), "--version");

    // then
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8)).matches("test-service \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  @Test
  void shouldPrintTheConfiguration() {
    // when
    int code =
        run(
            Map.of("WAREHOUSE_STATUS_KAFKA_SASL_JAAS_CONFIG", SECRET),
            "--print-config",
            "--set",
            "bootstrap.servers=b:1",
            "--set=http.port=-1");

    // then
    assertThat(code).isZero();
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(out.toString(UTF_8))
        .contains("# from the command line\nbootstrap.servers = b:1\n")
        .contains("# from the command line\nhttp.port = -1\n")
        .contains("db.password = [hidden]\n")
        .contains("kafka.sasl.jaas.config = [hidden]\n")
        .doesNotContain(SECRET);
  }

  @Test
  void shouldRefuseABadConfigurationEvenIfItIsOnlyPrinted() {
    assertThat(run(Map.of(), "--print-config")).isEqualTo(2);
    assertRefused("Missing required key bootstrap.servers");
  }

  @Test
  void shouldNotQuoteASecretThatIsInTheWrongPlaceToo() {
    assertThat(
            run(
                Map.of(),
                "--set=bootstrap.servers=b:1",
                "--set=db.password=" + SECRET,
                "--set=http.port=" + SECRET))
        .isEqualTo(2);
    assertRefused("Invalid value [hidden] for configuration http.port");
  }

  @Test
  void shouldRefuseAMissingFile(@TempDir Path directory) {
    String file = directory.resolve("none").toString();
    assertThat(run(Map.of(), "--config", file)).isEqualTo(2);
    assertRefused(file);
  }

  @Test
  void shouldRefuseUnknownOptionsWithoutTheirValues() {
    assertThat(run(Map.of(), "--pasword=" + SECRET)).isEqualTo(2);
    assertRefused("Unknown option --pasword; see --help");
  }

  @Test
  void shouldRefuseStrayArgumentsWithoutQuotingThem() {
    assertThat(run(Map.of(), "--set", "kafka.sasl.jaas.config=Module", "password=" + SECRET))
        .isEqualTo(2);
    assertRefused("An argument belongs to no option");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--config", "--set"})
  void shouldRefuseOptionsWithoutValue(String option) {
    assertThat(run(Map.of(), option)).isEqualTo(2);
    assertRefused(option);
  }

  @Test
  void shouldRefuseTwoFiles() {
    assertThat(run(Map.of(), "--config", "a", "--config", "b")).isEqualTo(2);
    assertRefused("--config");
  }

  @Test
  void shouldRefuseUnknownVariables() {
    assertThat(run(Map.of("WAREHOUSE_STATUS_HTTP_PROT", SECRET))).isEqualTo(2);
    assertRefused("WAREHOUSE_STATUS_HTTP_PROT");
  }
}
