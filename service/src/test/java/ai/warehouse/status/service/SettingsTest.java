package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final String SECRET = "hunter2";

  @TempDir Path directory;

  private final SettingsSchema schema =
      new SettingsSchema(definition(), Set.of("kafka.", "kafka.consumer."));

  private static ConfigDef definition() {
    return CommonSettings.configDef()
        .define("color", Type.STRING, "default", Importance.LOW, "A color.")
        .define("note", Type.STRING, null, Importance.LOW, "May be absent.")
        .defineInternal("old.color", Type.STRING, null, null, Importance.LOW, "use color")
        .define(
            "db.password",
            Type.PASSWORD,
            null,
            (key, value) -> {
              if (value != null && ((Password) value).value().length() < 8) {
                throw new ConfigException(key, ((Password) value).value(), "Too short");
              }
            },
            Importance.LOW,
            "A secret.");
  }

  private SettingsLoader loader() {
    return new SettingsLoader(schema).values(Map.of("bootstrap.servers", "b:9092"), "the test");
  }

  private Path file(String content) throws Exception {
    return Files.writeString(directory.resolve("service.properties"), content);
  }

  private static void assertRefused(ThrowingCallable code, String... parts) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(code)
        .satisfies(
            e -> {
              assertThat(e.getMessage()).contains(parts).doesNotContain(SECRET, "\n", "\r");
              for (Throwable t = e; t != null; t = t.getCause()) {
                assertThat(t.toString()).doesNotContain(SECRET);
              }
            });
  }

  @Test
  void shouldUseDefaultsWhereNothingIsGiven() {
    // when
    Settings settings = loader().load();

    // then
    assertThat(settings.getString("color")).isEqualTo("default");
    assertThat(settings.getString("note")).isNull();
    assertThat(settings.getPassword("db.password")).isNull();
    assertThat(settings.getList(CommonSettings.BOOTSTRAP_SERVERS)).containsExactly("b:9092");
    assertThat(settings.getString(CommonSettings.HTTP_HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.getInt(CommonSettings.HTTP_PORT)).isEqualTo(8080);
    assertThat(settings.getMillis(CommonSettings.SHUTDOWN_TIMEOUT_MS))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.getString(CommonSettings.TOPICS_PREFIX)).isEmpty();
    assertThat(settings.getBoolean(CommonSettings.TOPICS_CREATE)).isTrue();
    assertThat(settings.getInt(CommonSettings.TOPICS_PARTITIONS)).isEqualTo(4);
    assertThat(settings.getShort(CommonSettings.TOPICS_REPLICAS)).isEqualTo((short) -1);
  }

  @Test
  void shouldLetEachLayerOverrideTheOneBefore() throws Exception {
    // given
    Path file = file("color=file\nnote=file\ntopics.prefix=file-\n");
    Map<String, String> environment =
        Map.of("WAREHOUSE_STATUS_NOTE", "env", "WAREHOUSE_STATUS_TOPICS_PREFIX", "env-");

    // when
    Settings settings =
        loader()
            .file(file)
            .environment(environment)
            .commandLine(List.of("topics.prefix=first-", "topics.prefix=cmd-"))
            .load();

    // then
    assertThat(settings.getString("color")).isEqualTo("file");
    assertThat(settings.getString("note")).isEqualTo("env");
    assertThat(settings.getString("topics.prefix")).isEqualTo("cmd-");
    assertThat(settings.getString("http.host")).isEqualTo("127.0.0.1");
  }

  @Test
  void shouldLeaveVariablesOfOtherProgramsToThem() {
    // given
    Map<String, String> environment =
        Map.of(
            "WAREHOUSE_STATUS_BOOTSTRAP_SERVERS", "env:9092",
            "WAREHOUSE_STATUS_NOTE", "env",
            "WAREHOUSE_STATUS_KAFKA_CLIENT_ID", "mine",
            "WAREHOUSE_STATUS_GROUP_ID", "another program's");

    // when
    Settings settings =
        Settings.of(definition(), Set.of("kafka."), environment, Map.of("note", "given"));

    // then
    assertThat(settings.getList(CommonSettings.BOOTSTRAP_SERVERS)).containsExactly("env:9092");
    assertThat(settings.getString("note")).isEqualTo("given");
    assertThat(settings.passThrough("kafka.")).isEqualTo(Map.of("client.id", "mine"));
    assertRefused(
        () -> Settings.of(definition(), Set.of(), environment, Map.of("colour", "red")),
        "Unknown key 'colour'");
  }

  @Test
  void shouldReadFilesInUtf8() throws Exception {
    // given
    Path file = file("color = grün\n");

    // when, then
    assertThat(loader().file(file).load().getString("color")).isEqualTo("grün");
  }

  @Test
  void shouldSkipByteOrderMarks() throws Exception {
    // given
    Path file = file("\uFEFFcolor=file\r\n\uFEFFnote=appended\n");

    // when
    Settings settings = loader().file(file).load();

    // then
    assertThat(settings.getString("color")).isEqualTo("file");
    assertThat(settings.getString("note")).isEqualTo("appended");
  }

  @Test
  void shouldTakeEmptyVariablesAsAbsentButEmptyValuesElsewhereAsValues() throws Exception {
    // given
    Path file = file("topics.prefix=file-\ncolor=\n");
    Map<String, String> environment =
        Map.of(
            "WAREHOUSE_STATUS_TOPICS_PREFIX", "",
            "WAREHOUSE_STATUS_HTTP_PORT", "",
            "WAREHOUSE_STATUS_KAFKA_CLIENT_ID", "",
            "WAREHOUSE_STATUS_COLOUR", "");

    // when
    Settings settings =
        loader().file(file).environment(environment).commandLine(List.of("note=")).load();

    // then
    assertThat(settings.getString("topics.prefix")).isEqualTo("file-");
    assertThat(settings.getInt("http.port")).isEqualTo(8080);
    assertThat(settings.passThrough("kafka.")).isEmpty();
    assertThat(settings.getString("color")).isEmpty();
    assertThat(settings.getString("note")).isEmpty();
  }

  @Test
  void shouldPassOnKeysUnderTheirLongestPrefix() throws Exception {
    // given
    Path file = file("kafka.client.id=a\nkafka.consumer.max.poll.records=5\n");

    // when
    Settings settings =
        loader()
            .file(file)
            .environment(Map.of("WAREHOUSE_STATUS_KAFKA_SECURITY_PROTOCOL", "SSL"))
            .commandLine(List.of("kafka.client.id=b"))
            .load();

    // then
    assertThat(settings.passThrough("kafka."))
        .isEqualTo(Map.of("client.id", "b", "security.protocol", "SSL"));
    assertThat(settings.passThrough("kafka.consumer.")).isEqualTo(Map.of("max.poll.records", "5"));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.passThrough("other."));
  }

  @Test
  void shouldIgnoreForeignEnvironmentVariables() {
    // given
    Map<String, String> environment =
        Map.of("PATH", "/bin", "COLOR", "red", "WAREHOUSE_COLOR", "x");

    // when, then
    assertThat(loader().environment(environment).load().getString("color")).isEqualTo("default");
  }

  @ParameterizedTest
  @CsvSource({
    "WAREHOUSE_STATUS_COLOUR",
    "WAREHOUSE_STATUS_",
    "WAREHOUSE_STATUS_KAFKA_",
    "WAREHOUSE_STATUS_color"
  })
  void shouldRefuseVariablesThatMatchNoKey(String variable) {
    assertRefused(
        () -> loader().environment(Map.of(variable, SECRET)),
        "Environment variable " + variable + " matches no key");
  }

  @Test
  void shouldRefuseUnknownKeysWithTheirOrigin() throws Exception {
    Path file = file("colour=" + SECRET + "\n");
    assertRefused(() -> loader().file(file), "Unknown key 'colour' in file " + file);
    assertRefused(
        () -> loader().commandLine(List.of("colour=" + SECRET)),
        "Unknown key 'colour' in the command line");
    assertRefused(() -> loader().commandLine(List.of("kafka.=" + SECRET)), "Unknown key 'kafka.'");
  }

  @Test
  void shouldRefuseKeysOfEarlierVersionsWithTheReason() {
    assertRefused(
        () -> loader().commandLine(List.of("old.color=" + SECRET)),
        "Key 'old.color' in the command line is no longer a setting: use color");
    assertRefused(
        () -> loader().environment(Map.of("WAREHOUSE_STATUS_OLD_COLOR", SECRET)),
        "Key 'old.color' in environment variable WAREHOUSE_STATUS_OLD_COLOR is no longer a setting");
    assertThat(loader().load().describe()).doesNotContain("old.color");
    assertThat(KeyReference.print(schema)).doesNotContain("old.color");
  }

  @Test
  void shouldRefuseBadValuesWithTheirOrigin() throws Exception {
    Path file = file("http.port=eighty\n");
    assertRefused(
        () -> loader().file(file).load(), "http.port", "eighty", "(from file " + file + ")");
    assertRefused(
        () -> loader().environment(Map.of("WAREHOUSE_STATUS_HTTP_PORT", "65536")).load(),
        "http.port",
        "65536",
        "(from environment variable WAREHOUSE_STATUS_HTTP_PORT)");
    assertRefused(
        () -> loader().commandLine(List.of("topics.create=a\nb\r\nc")).load(),
        "topics.create",
        "a b c",
        "(from the command line)");
  }

  @ParameterizedTest
  @CsvSource({
    "http.port,-2",
    "http.host,''",
    "topics.partitions,0",
    "topics.replicas,0",
    "topics.replicas,-2",
    "topics.prefix,a b",
    "topics.create,yes",
    "shutdown.timeout.ms,0",
    "bootstrap.servers,''",
    "bootstrap.servers,'a:1,,b:1'"
  })
  void shouldRefuseBadCommonValues(String key, String value) {
    assertRefused(() -> loader().commandLine(List.of(key + "=" + value)).load(), key);
  }

  @Test
  void shouldRefuseMissingRequiredKeys() {
    assertRefused(
        () -> new SettingsLoader(schema).load(),
        "Missing required key bootstrap.servers",
        "WAREHOUSE_STATUS_BOOTSTRAP_SERVERS");
  }

  @Test
  void shouldRefuseUnreadableFiles() throws Exception {
    Path missing = directory.resolve("missing.properties");
    assertRefused(() -> loader().file(missing), "File " + missing + " does not exist");
    assertRefused(() -> loader().file(directory), "File " + directory + " cannot be read");

    Path latin1 = directory.resolve("latin1.properties");
    Files.write(latin1, "color=grün".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(() -> loader().file(latin1), "File " + latin1 + " is not Java properties");

    Path utf16 = directory.resolve("utf16.properties");
    for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
      Files.write(utf16, "color=red".getBytes(charset));
      assertRefused(() -> loader().file(utf16), "File " + utf16 + " is not Java properties");
    }

    Path escape = file("color=\\u12\n");
    assertRefused(() -> loader().file(escape), "File " + escape + " is not Java properties");
  }

  @Test
  void shouldRefuseAssignmentsWithoutKeyOrValue() {
    assertRefused(() -> loader().commandLine(List.of(SECRET)), "--set", "KEY=VALUE");
    assertRefused(() -> loader().commandLine(List.of("=" + SECRET)), "--set", "KEY=VALUE");
  }

  @Test
  void shouldNotQuoteSecretsThatAreRefused() {
    assertRefused(
        () -> loader().environment(Map.of("WAREHOUSE_STATUS_DB_PASSWORD", SECRET)).load(),
        "Invalid value [hidden] for configuration db.password",
        "(from environment variable WAREHOUSE_STATUS_DB_PASSWORD)");
  }

  @Test
  void shouldRefuseOnBehalfOfTheServiceWithTheOrigin() {
    // given
    Settings settings = loader().commandLine(List.of("color=red")).load();

    // when, then
    assertThat(settings.invalid("color", "red clashes"))
        .hasMessage("Invalid value for configuration color: red clashes (from the command line)");
    assertThat(settings.invalid("http.port", "no")).hasMessageEndingWith("(from the defaults)");
  }

  @Test
  void shouldTreatWrongUseOfGettersAsMistakeOfTheProgram() {
    // given
    Settings settings = loader().load();

    // when, then
    assertThatIllegalArgumentException().isThrownBy(() -> settings.getString("colour"));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.getInt("color"));
  }

  @Test
  void shouldPrintSortedWithSourcesAndWithoutSecrets() throws Exception {
    // given
    Path file = file("db.password=hunter2hunter2\nkafka.sasl.jaas.config=" + SECRET + "\n");

    // when
    String printed =
        loader()
            .file(file)
            .environment(Map.of("WAREHOUSE_STATUS_KAFKA_SSL_KEYSTORE_PASSWORD", SECRET))
            .commandLine(List.of("color=red"))
            .load()
            .describe();

    // then
    assertThat(printed)
        .doesNotContain(SECRET)
        .contains("# from the defaults\nhttp.port = 8080\n")
        .contains("# from the defaults\n# note = \n")
        .contains("# from the command line\ncolor = red\n")
        .contains("# from file " + file + "\ndb.password = [hidden]\n")
        .contains("# from file " + file + "\nkafka.sasl.jaas.config = [hidden]\n")
        .contains(
            """
            # from environment variable WAREHOUSE_STATUS_KAFKA_SSL_KEYSTORE_PASSWORD
            kafka.ssl.keystore.password = [hidden]
            """);
    assertThat(printed.lines().filter(line -> line.matches("[a-z.]+ = .*"))).isSorted();
  }

  @Test
  void shouldPrintNoSecretOfAMisspeltKeyOrAnAddress() {
    // when
    String printed =
        loader()
            .commandLine(
                List.of(
                    "kafka.sasl.jass.config=Module required password=" + SECRET + ";",
                    "color=https://user:" + SECRET + "@proxy:3128/path"))
            .load()
            .describe();

    // then
    assertThat(printed)
        .doesNotContain(SECRET)
        .contains("kafka.sasl.jass.config = [hidden]\n")
        .contains("color = https://[hidden]@proxy:3128/path\n");
  }

  @Test
  void shouldPrintWhatCanBeReadBack() throws Exception {
    // given
    Map<String, String> odd = new HashMap<>();
    odd.put("color", "a \\ b = c : # ! ü \u2028 \uD83D\uDE00\n\t\u0001\f end");
    odd.put("kafka.x", "  leading, and trailing  ");
    odd.put("kafka.strange key:=#!\\", "#!v");
    Settings settings = loader().values(odd, "the test").load();

    // when
    Properties properties = new Properties();
    properties.load(new StringReader(settings.describe()));

    // then
    odd.forEach((key, value) -> assertThat(properties.getProperty(key)).isEqualTo(value));
  }

  @Test
  void shouldHideValuesInToString() {
    // when
    Settings settings = loader().commandLine(List.of("db.password=hunter2hunter2")).load();

    // then
    assertThat(settings.toString()).doesNotContain(SECRET);
    assertThat(settings.getPassword("db.password").value()).isEqualTo("hunter2hunter2");
    assertThat(new Sourced(SECRET, "here").toString()).doesNotContain(SECRET);
  }

  @Test
  void shouldTakeValuesFromTheProgram() {
    // when
    Settings settings =
        Settings.of(
            definition(),
            Set.of("kafka."),
            Map.of("bootstrap.servers", "a:1, b:2", "kafka.acks", "all"));

    // then
    assertThat(settings.getList("bootstrap.servers")).containsExactly("a:1", "b:2");
    assertThat(settings.passThrough("kafka.")).isEqualTo(Map.of("acks", "all"));
    assertRefused(
        () -> Settings.of(definition(), Set.of(), Map.of("kafka.acks", "all")),
        "Unknown key 'kafka.acks' in the program");
  }

  @Test
  void shouldRefuseSchemasThatTheEnvironmentCannotExpress() {
    ConfigDef twins =
        new ConfigDef()
            .define("a.b", Type.STRING, "", Importance.LOW, "")
            .define("a_b", Type.STRING, "", Importance.LOW, "");
    assertThatIllegalArgumentException().isThrownBy(() -> new SettingsSchema(twins, Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SettingsSchema(new ConfigDef(), Set.of("kafka")));
  }
}
