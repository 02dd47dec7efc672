package ai.warehouse.status.model.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/asyncapi.yaml is good AsyncAPI and says of the topics what the code does. */
class AsyncApiTest {
  static final List<Topic<?, ?>> TOPICS = new Topics("").all();

  private static final JsonNode DOCUMENT = AsyncApi.document();

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("", "asyncapi", "2.0.0"),
        Arguments.of("", "topics", "{}"),
        Arguments.of("/info", "version", null),
        Arguments.of("/channels/status", "adress", "status"),
        Arguments.of("/operations/foldEvents", "action", "fold"),
        Arguments.of("/operations/foldEvents", "channel", null),
        Arguments.of(
            "/components/channelBindings/compacted/kafka/topicConfiguration",
            "cleanup.policy",
            "compact"),
        Arguments.of("/components/messages/status", "payload", "Status"));
  }

  @Test
  void shouldBeValidAsyncApi() {
    assertThat(AsyncApi.OFFICIAL.validate(DOCUMENT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void shouldFindInvalidAsyncApi(String at, String field, String value) {
    JsonNode damaged = DOCUMENT.deepCopy();
    ObjectNode place = (ObjectNode) damaged.at(at);
    if (value == null) {
      place.remove(field);
    } else {
      place.put(field, value);
    }

    assertThat(AsyncApi.OFFICIAL.validate(damaged)).isNotEmpty();
  }

  @Test
  void shouldResolveAllReferences() {
    assertThat(AsyncApi.references(DOCUMENT))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(AsyncApi.resolve(DOCUMENT, reference).isMissingNode())
                    .as(reference.toString())
                    .isFalse());
  }

  @Test
  void shouldDescribeAllTopics() {
    assertThat(DOCUMENT.get("channels"))
        .extracting(channel -> channel.path("address").asText())
        .containsExactlyElementsOf(TOPICS.stream().map(Topic::name).toList());
  }

  @ParameterizedTest
  @FieldSource("TOPICS")
  void shouldDescribeHowTopicsAreSetUp(Topic<?, ?> topic) {
    JsonNode settings = kafka(channel(topic)).path("topicConfiguration");

    Map<String, String> described = new TreeMap<>();
    settings
        .propertyStream()
        .forEach(setting -> described.put(setting.getKey(), text(setting.getValue())));

    assertThat(described)
        .containsAllEntriesOf(topic.settings())
        .containsEntry("cleanup.policy", topic.cleanup().policy())
        .hasSize(topic.settings().size() + 1);
  }

  private static String text(JsonNode setting) {
    return setting.isArray()
        ? setting.valueStream().map(JsonNode::asText).collect(joining(","))
        : setting.asText();
  }

  @ParameterizedTest
  @CsvSource({
    "status-events, StatusEvent, pkg!env, shop!prod",
    "status, Status, pkg!env!version, shop!prod!1.4.0",
    "status-head, StatusHead, pkg!env, shop!prod",
    "status-counter, StatusCounter, pkg!env!version, shop!prod!1.4.0",
  })
  void shouldDescribeWhatIsOnTopic(String topic, String record, String form, String key) {
    JsonNode message = message(topic);
    JsonNode payload = message.path("payload");
    JsonNode keySchema = kafka(message).path("key");

    assertThat(payload.path("$ref").asText()).isEqualTo("schema/" + topicSchema(record));
    assertThat(AsyncApi.resolve(DOCUMENT, payload).path("title").asText()).isEqualTo(record);
    assertThat(message.path("title").asText()).isEqualTo(record);
    assertThat(keySchema.path("description").asText()).startsWith(form + ",");
    assertThat(AsyncApi.errors(keySchema, key)).isEmpty();
    assertThat(AsyncApi.errors(keySchema, key + "!more")).isNotEmpty();
  }

  private static String topicSchema(String record) {
    return record.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT) + ".schema.json";
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakeDeadLetterOfAnyReason(RejectionReason reason) {
    Map<String, String> headers = headers(reason, "stream-processor");

    assertThat(AsyncApi.errors(schema("deadLetterHeaders"), headers)).isEmpty();
  }

  @Test
  void shouldNameHeadersAndReasonsOfDeadLetters() {
    JsonNode schema = schema("deadLetterHeaders");
    List<String> written = List.copyOf(headers(RejectionReason.NOT_JSON, "sink").keySet());
    String reasons =
        Stream.of(RejectionReason.values()).map(RejectionReason::code).collect(joining("|"));

    assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrderElementsOf(written);
    assertThat(schema.path("required"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(written);
    assertThat(schema.at("/properties/dead-letter.reason/pattern").asText())
        .isEqualTo("^(" + reasons + "): ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reason", "topic", "partition", "offset", "timestamp", "service"})
  void shouldAskForEachHeaderOfDeadLetters(String name) {
    Map<String, String> without = headers(RejectionReason.NOT_JSON, "sink");
    without.remove("dead-letter." + name);

    assertThat(AsyncApi.errors(schema("deadLetterHeaders"), without))
        .extracting("keyword")
        .containsExactly("required");
  }

  @ParameterizedTest
  @CsvSource({"reason, because", "partition, three", "offset, -1", "timestamp, 1.5", "service, us"})
  void shouldRefuseForgedHeadersOfDeadLetters(String name, String value) {
    Map<String, String> forged = headers(RejectionReason.NOT_JSON, "sink");
    forged.put("dead-letter." + name, value);

    assertThat(AsyncApi.errors(schema("deadLetterHeaders"), forged)).hasSize(1);
  }

  @Test
  void shouldGiveExamplesThatAreValid() {
    assertThat(AsyncApi.withExamples(DOCUMENT))
        .hasSize(3)
        .allSatisfy(
            schema ->
                assertThat(schema.get("examples"))
                    .allSatisfy(example -> assertThat(AsyncApi.errors(schema, example)).isEmpty()));
  }

  private static Map<String, String> headers(RejectionReason reason, String service) {
    InvalidRecordException why = new InvalidRecordException(reason, "total", "is wrong");
    DeadLetter letter =
        new DeadLetter(why.getMessage(), new RecordPosition("status-events", 3, 42, -1), service);
    return StreamSupport.stream(letter.addTo(new RecordHeaders()).spliterator(), false)
        .collect(toMap(Header::key, header -> new String(header.value(), UTF_8)));
  }

  private static JsonNode channel(Topic<?, ?> topic) {
    return channel(topic.name());
  }

  private static JsonNode channel(String topic) {
    return DOCUMENT
        .path("channels")
        .valueStream()
        .filter(channel -> channel.path("address").asText().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode message(String topic) {
    JsonNode messages = channel(topic).path("messages");
    assertThat(messages).hasSize(1);
    return AsyncApi.resolve(DOCUMENT, messages.iterator().next());
  }

  private static JsonNode kafka(JsonNode bound) {
    return AsyncApi.resolve(DOCUMENT, bound.path("bindings")).path("kafka");
  }

  private static JsonNode schema(String name) {
    return DOCUMENT.at("/components/schemas/" + name);
  }
}
