package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.ApiSettings;
import ai.warehouse.status.processor.ProcessorSettings;
import ai.warehouse.status.service.CommonSettings;
import ai.warehouse.status.service.dynamodb.DynamoDbSettings;
import ai.warehouse.status.sink.SinkSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** The tables of keys in docs/configuration.md, against the definitions that the services read. */
class ConfigurationTableTest {
  private static final Set<String> OF_ALL = CommonSettings.ofAllServices().names();
  private static final Set<String> COMMON = CommonSettings.configDef().names();

  /**
   * A key as documented, or as defined.
   *
   * @param type in lower case; empty for keys that are passed on
   * @param defaultValue {@code required} and {@code none} for those without
   */
  private record Row(String key, String type, String defaultValue) {}

  @Test
  void shouldHoldTheKeysOfAllServices() {
    assertThat(documented("## Keys of all services"))
        .containsExactlyElementsOf(
            rows(CommonSettings.ofAllServices(), Set.of(), Set.of("kafka.")));
  }

  @Test
  void shouldHoldTheKeysOfServicesThatCreateTopics() {
    assertThat(documented("## Keys of the stream processor and the sink"))
        .containsExactlyElementsOf(rows(CommonSettings.configDef(), OF_ALL, Set.of()));
  }

  @Test
  void shouldHoldTheKeysOfServicesThatUseDynamoDb() {
    assertThat(documented("## Keys of the sink and status-api"))
        .containsExactlyElementsOf(
            rows(DynamoDbSettings.define(new ConfigDef()), Set.of(), Set.of("aws.")));
  }

  @Test
  void shouldHoldTheProcessorsKeys() {
    assertThat(documented("## Keys of the stream processor"))
        .containsExactlyInAnyOrderElementsOf(
            rows(
                ProcessorSettings.configDef(),
                COMMON,
                without("kafka.", ProcessorSettings.passThroughPrefixes())));
  }

  @Test
  void shouldHoldTheSinksKeys() {
    assertThat(documented("## Keys of the sink"))
        .containsExactlyInAnyOrderElementsOf(
            rows(
                SinkSettings.configDef(),
                withDynamoDb(COMMON),
                without("aws.", without("kafka.", SinkSettings.PASS_THROUGH))));
  }

  @Test
  void shouldHoldTheKeysOfStatusApi() {
    assertThat(documented("## Keys of status-api"))
        .containsExactlyElementsOf(
            rows(
                ApiSettings.configDef(),
                withDynamoDb(OF_ALL),
                without("aws.", without("kafka.", ApiSettings.PASS_THROUGH))));
  }

  private static Set<String> withDynamoDb(Set<String> keys) {
    Set<String> all = new HashSet<>(keys);
    all.addAll(DynamoDbSettings.define(new ConfigDef()).names());
    return all;
  }

  private static Set<String> without(String prefix, Set<String> prefixes) {
    assertThat(prefixes).contains(prefix);
    Set<String> rest = new HashSet<>(prefixes);
    rest.remove(prefix);
    return rest;
  }

  private static List<Row> rows(ConfigDef definition, Set<String> except, Set<String> prefixes) {
    List<Row> rows = new ArrayList<>();
    for (ConfigKey key : definition.configKeys().values()) {
      if (!key.internalConfig && !except.contains(key.name)) {
        rows.add(new Row(key.name, key.type.name().toLowerCase(Locale.ROOT), defaultOf(key)));
      }
    }
    prefixes.forEach(prefix -> rows.add(new Row(prefix + "*", "", "")));
    return rows;
  }

  private static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    if (key.defaultValue == null) {
      return "none";
    }
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    return text.isEmpty() ? "\"\"" : text;
  }

  /** The rows of the table that follows a line, each of which must say what its key means. */
  private static List<Row> documented(String title) {
    List<String> lines = Docs.lines("docs/configuration.md");
    assertThat(lines).containsOnlyOnce(title);
    return lines.stream()
        .skip(lines.indexOf(title) + 4L)
        .takeWhile(line -> line.startsWith("|"))
        .map(ConfigurationTableTest::parse)
        .toList();
  }

  private static Row parse(String line) {
    String[] cells = line.split("\\|", -1);
    assertThat(cells[4]).as("meaning in %s", line).isNotBlank();
    return new Row(bare(cells[1]), bare(cells[2]), bare(cells[3]));
  }

  private static String bare(String cell) {
    return cell.replace("`", "").strip();
  }
}
