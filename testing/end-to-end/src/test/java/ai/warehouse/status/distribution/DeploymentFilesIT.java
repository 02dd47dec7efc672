package ai.warehouse.status.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Gives a service the environment of each deployment file: it refuses what it doesn't know. */
@ParameterizedClass
@ValueSource(strings = {"stream-processor", "sink", "status-api"})
class DeploymentFilesIT {
  private static final Path PROJECT = Path.of("..", "..");
  private static final Path KUBERNETES = PROJECT.resolve("docs/operations/kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z_]+)=(\"[^\"]*\"|\\S+)");

  @TempDir private static Path folder;

  private static Distribution distribution;

  @Parameter private String service;

  @BeforeParameterizedClassInvocation
  static void unpack(String service) throws Exception {
    distribution = Distribution.unpack(service, folder);
  }

  @Test
  void shouldUnderstandTheComposeFile() throws Exception {
    // given
    Map<String, String> environment = ofImage();
    JsonNode compose = YAML.readTree(PROJECT.resolve("docker-compose.yml").toFile());
    compose
        .at("/services/" + service + "/environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));

    // when
    Called called = printConfig(environment);

    // then
    assertThat(called.exitCode()).as(called.toString()).isZero();
    assertThat(called.out()).contains("bootstrap.servers = kafka:19092");
  }

  @Test
  void shouldUnderstandTheKubernetesManifests() throws Exception {
    // given
    Map<String, String> environment = ofImage();
    environment.putAll(properties(KUBERNETES.resolve("settings.env")));
    container()
        .path("env")
        .forEach(variable -> environment.put(text(variable, "name"), value(variable)));

    // when
    Called called = printConfig(environment);

    // then
    assertThat(called.exitCode()).as(called.toString()).isZero();
    assertThat(called.out()).contains("kafka.security.protocol = SASL_SSL");
  }

  private Called printConfig(Map<String, String> environment) throws Exception {
    return Called.in(folder, environment, distribution.script(service), "--print-config");
  }

  private Map<String, String> ofImage() throws IOException {
    String dockerfile = Files.readString(PROJECT.resolve(service).resolve("Dockerfile"));
    Map<String, String> environment = new HashMap<>();
    Matcher variables = VARIABLE.matcher(dockerfile);
    while (variables.find()) {
      environment.put(variables.group(1), variables.group(2).replace("\"", ""));
    }
    assertThat(environment).containsKey("WAREHOUSE_STATUS_HTTP_HOST");
    return environment;
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private JsonNode container() throws IOException {
    Path file = KUBERNETES.resolve(service + ".yaml");
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      List<JsonNode> containers =
          documents.readAll().stream()
              .map(document -> document.at("/spec/template/spec/containers/0"))
              .filter(container -> !container.isMissingNode())
              .toList();
      assertThat(containers).hasSize(1);
      return containers.get(0);
    }
  }

  /** A value that the cluster would fill in stands for itself. */
  private static String value(JsonNode variable) {
    return variable.has("value")
        ? text(variable, "value")
        : variable.at("/valueFrom/fieldRef/fieldPath").asText();
  }

  private static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }
}
