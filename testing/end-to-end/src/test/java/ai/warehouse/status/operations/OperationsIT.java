package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.ApiService;
import ai.warehouse.status.api.ApiSettings;
import ai.warehouse.status.embedded.DynamoDbServer;
import ai.warehouse.status.embedded.KafkaServer;
import ai.warehouse.status.embedded.TestServers;
import ai.warehouse.status.processor.ProcessorService;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.Settings;
import ai.warehouse.status.sink.SinkService;
import ai.warehouse.status.sink.SinkSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Holds what {@code docs/operations} says of metrics against the services themselves: they run
 * without any traffic, so that a metric which only appears with a failure is found missing.
 */
class OperationsIT {
  private static final Path FOLDER =
      Path.of(System.getProperty("basedir", ""), "..", "..", "docs", "operations");
  private static final YAMLMapper YAML = new YAMLMapper(); // reads JSON too
  private static final Set<String> ADDED_BY_PROMETHEUS = Set.of("instance", "job");
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\| (\\w+) \\| (.*?) \\| .+ \\|");
  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?<selector>.+),\\s*(?<label>\\w+)\\)");

  @TempDir private static Path stateDir;
  private static KafkaServer kafka;
  private static DynamoDbServer dynamoDb;
  private static DynamoDbAsyncClient client;
  private static ProcessorService processor;
  private static SinkService sink;
  private static ApiService api;
  private static Scrape scrape;

  @BeforeAll
  static void scrapeAll() throws Exception {
    kafka = TestServers.startKafka();
    dynamoDb = TestServers.startDynamoDb();
    client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(dynamoDb.endpoint())
            .region(Region.of(dynamoDb.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(dynamoDb.accessKeyId(), dynamoDb.secretAccessKey())))
            .build();
    Map<String, String> shared =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "http.port", "0");
    processor = new ProcessorService(processorSettings(shared));
    sink = new SinkService(sinkSettings(shared), client);
    api = new ApiService(apiSettings(shared), client);
    processor.start();
    sink.start();
    api.start();
    System.gc(); // so that there is a pause to show
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .ignoreException(IllegalStateException.class)
        .untilAsserted(
            () -> {
              scrape =
                  Scrape.of(processor.httpPort())
                      .and(Scrape.of(sink.httpPort()))
                      .and(Scrape.of(api.managementPort()));
              // What libraries show comes with their first work.
              assertThat(scrape.samples())
                  .containsKeys(
                      "kafka_consumer_fetch_manager_records_lag_max",
                      "kafka_stream_thread_process_rate",
                      "jvm_gc_pause_seconds_sum");
            });
  }

  private static Settings processorSettings(Map<String, String> shared) {
    Map<String, String> values = new HashMap<>(shared);
    values.put(ProcessorSettings.STATE_DIR, stateDir.toString());
    return Settings.of(
        ProcessorSettings.configDef(), ProcessorSettings.passThroughPrefixes(), values);
  }

  private static Settings sinkSettings(Map<String, String> shared) {
    Map<String, String> values = new HashMap<>(shared);
    values.put(SinkSettings.TABLES_CREATE, "true");
    return SinkSettings.of(values);
  }

  private static Settings apiSettings(Map<String, String> shared) {
    Map<String, String> values = new HashMap<>(shared);
    values.put(ApiSettings.API_PORT, "0");
    return ApiSettings.of(values);
  }

  @AfterAll
  static void stop() {
    api.close();
    sink.close();
    processor.close();
    client.close();
    dynamoDb.close();
    kafka.close();
  }

  @Test
  void shouldDocumentOurMetricsAsTheyAre() throws IOException {
    Map<String, List<String>> documented =
        Files.readAllLines(FOLDER.resolve("metrics.md")).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(row -> row.group(1), OperationsIT::typeAndLabels));
    Map<String, List<String>> ours =
        scrape.types().keySet().stream()
            .filter(name -> name.startsWith("warehouse_status_"))
            // The greatest of the last minutes, which Micrometer adds to each histogram.
            .filter(name -> !name.endsWith("_max"))
            .collect(Collectors.toMap(name -> name, OperationsIT::typeAndLabels));

    assertThat(documented).containsExactlyInAnyOrderEntriesOf(ours);
  }

  private static List<String> typeAndLabels(Matcher row) {
    Set<String> labels = new TreeSet<>();
    Pattern.compile("`(\\w+)`")
        .matcher(row.group(3))
        .results()
        .forEach(l -> labels.add(l.group(1)));
    return List.of(row.group(2), labels.toString());
  }

  private static List<String> typeAndLabels(String name) {
    String type = scrape.types().get(name);
    Set<String> labels =
        new TreeSet<>(scrape.samples().get(type.equals("histogram") ? name + "_count" : name));
    labels.remove("service");
    return List.of(type, labels.toString());
  }

  @Test
  void shouldAlertOnWhatIsThere() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    YAML.readTree(FOLDER.resolve("alerts.yaml").toFile())
        .get("groups")
        .forEach(group -> group.get("rules").forEach(rules::add));
    String runbook = Files.readString(FOLDER.resolve("runbook.md"));

    assertThat(rules).hasSizeGreaterThan(10);
    for (JsonNode rule : rules) {
      String name = rule.get("alert").asText();
      // up is Prometheus' own.
      List<String> unknown = unknown(rule.get("expr").asText());
      unknown.remove("metric up");
      assertThat(unknown).as(name).isEmpty();
      assertThat(rule.at("/labels/severity").asText()).as(name).isIn("critical", "warning");
      assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
      assertThat(rule.at("/annotations/runbook").asText())
          .isEqualTo("docs/operations/runbook.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(runbook).contains("\n## " + name + "\n");
    }
  }

  @Test
  void shouldShowWhatIsThere() throws IOException {
    JsonNode dashboard = YAML.readTree(FOLDER.resolve("grafana-dashboard.json").toFile());

    List<String> expressions = dashboard.findValuesAsText("expr");
    assertThat(expressions).hasSizeGreaterThan(25);
    for (String expression : expressions) {
      assertThat(unknown(expression)).as(expression).isEmpty();
    }
    assertThat(dashboard.findValues("datasource").stream().map(source -> source.path("uid")))
        .extracting(JsonNode::asText)
        .containsOnly("${datasource}");
  }

  @Test
  void shouldOfferVariablesThatAreThere() throws IOException {
    JsonNode dashboard = YAML.readTree(FOLDER.resolve("grafana-dashboard.json").toFile());
    List<String> definitions = dashboard.at("/templating/list").findValuesAsText("definition");

    assertThat(definitions).isNotEmpty();
    for (String definition : definitions) {
      Matcher values = LABEL_VALUES.matcher(definition);
      assertThat(values.matches()).as(definition).isTrue();
      String asked = "sum by (%s) (%s)".formatted(values.group("label"), values.group("selector"));
      assertThat(unknown(asked)).as(definition).isEmpty();
    }
  }

  @Test
  void shouldKeepBuildsOutOfLabels() {
    Set<String> labels =
        scrape.samples().entrySet().stream()
            .filter(sample -> sample.getKey().startsWith("warehouse_status_"))
            .flatMap(sample -> sample.getValue().stream())
            .collect(Collectors.toCollection(HashSet::new));

    assertThat(labels)
        .isSubsetOf(
            Stream.of(
                    "service",
                    "topic",
                    "table",
                    "reason",
                    "operation",
                    "error",
                    "check",
                    "route",
                    "status",
                    "outcome",
                    "version",
                    "le")
                .toList());
  }

  private static List<String> unknown(String expression) {
    PromQl parsed = PromQl.parse(expression);
    assertThat(parsed.metrics()).as("metrics in %s", expression).isNotEmpty();
    return parsed.unknown(scrape, ADDED_BY_PROMETHEUS);
  }
}
