package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static ai.warehouse.status.model.RejectionReason.NOT_AN_OBJECT;
import static ai.warehouse.status.model.RejectionReason.NOT_JSON;
import static ai.warehouse.status.model.RejectionReason.NOT_UTF8;
import static ai.warehouse.status.model.RejectionReason.NULL_VALUE;
import static ai.warehouse.status.model.RejectionReason.WRONG_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading what lies on status, status-head and status-counter. */
class JsonReadingTest {
  enum Model {
    STATUS("status", StatusJson::read),
    HEAD("status-head", StatusHeadJson::read),
    COUNTER("status-counter", StatusCounterJson::read);

    private final String json;
    private final Function<byte[], Object> reader;

    Model(String file, Function<byte[], Object> reader) {
      this.json = new String(Resources.bytes("json/" + file + ".json"), StandardCharsets.UTF_8);
      this.reader = reader;
    }

    Object read(String json) {
      return reader.apply(json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }
  }

  static Stream<Arguments> required() {
    return Stream.of(
            "STATUS pkg",
            "STATUS env",
            "STATUS version",
            "STATUS createdAt",
            "STATUS updatedAt",
            "STATUS progress",
            "STATUS revision",
            "HEAD pkg",
            "HEAD env",
            "HEAD version",
            "HEAD progress",
            "HEAD createdAt",
            "HEAD updatedAt",
            "HEAD revision",
            "COUNTER pkg",
            "COUNTER env",
            "COUNTER version",
            "COUNTER count",
            "COUNTER revision")
        .map(text -> text.split(" "))
        .map(parts -> Arguments.of(Model.valueOf(parts[0]), parts[1]));
  }

  @ParameterizedTest
  @MethodSource("required")
  void shouldRejectMissing(Model model, String field) {
    assertInvalid(model, renamed(model, field), MISSING_FIELD, field);
    assertInvalid(model, appended(model, field, "null"), MISSING_FIELD, field);
  }

  @ParameterizedTest
  @MethodSource("required")
  void shouldRejectWrongType(Model model, String field) {
    assertInvalid(model, appended(model, field, "true"), WRONG_TYPE, field);
    assertInvalid(model, appended(model, field, "[]"), WRONG_TYPE, field);
  }

  @ParameterizedTest
  @CsvSource({
    "STATUS,  progress,        101",
    "STATUS,  progress,        -1",
    "STATUS,  total,           -1",
    "STATUS,  total,           2147483648",
    "STATUS,  revision,        -1",
    "STATUS,  revision,        9223372036854775808",
    "STATUS,  revision,        1.5",
    "STATUS,  createdAt,       '\"yesterday\"'",
    "STATUS,  updatedAt,       -1",
    "STATUS,  previousVersion, '\"\"'",
    "STATUS,  previousVersion, '\"a!b\"'",
    "HEAD,    progress,        101",
    "HEAD,    total,           1e10",
    "HEAD,    version,         '\"a!b\"'",
    "HEAD,    previousVersion, '\" \"'",
    "HEAD,    revision,        -1",
    "COUNTER, count,           -1",
    "COUNTER, count,           0.5",
    "COUNTER, revision,        -1",
    "COUNTER, pkg,             '\"\"'"
  })
  void shouldRejectOutOfRange(Model model, String field, String value) {
    assertInvalid(model, appended(model, field, value), INVALID_VALUE, field);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRejectWhatIsNotOneObject(Model model) {
    assertInvalid(model, null, NULL_VALUE, null);
    assertInvalid(model, "", NOT_JSON, null);
    assertInvalid(model, model.json + "{}", NOT_JSON, null);
    assertInvalid(model, "[]", NOT_AN_OBJECT, null);

    InvalidRecordException why =
        catchThrowableOfType(
            InvalidRecordException.class, () -> model.reader.apply(new byte[] {(byte) 0xFF}));
    assertThat(why.reason()).isEqualTo(NOT_UTF8);
  }

  @ParameterizedTest
  @EnumSource
  void shouldIgnoreUnknownFields(Model model) {
    assertThat(model.read(appended(model, "newer", "{\"a\":[1]}")))
        .isEqualTo(model.read(model.json));
  }

  @ParameterizedTest
  @EnumSource
  void shouldGoByTheFieldsAndNotByTheKey(Model model) {
    assertThat(model.read(appended(model, "key", "\"x\""))).isEqualTo(model.read(model.json));
  }

  @Test
  void shouldTakeMissingFlagsAsFalse() {
    String flagless = renamed(Model.STATUS, "error").replace("complete", "other");

    assertThat(StatusJson.read(flagless.getBytes(StandardCharsets.UTF_8)))
        .returns(false, Status::error)
        .returns(false, Status::complete);
  }

  private static void assertInvalid(
      Model model, String json, RejectionReason reason, String field) {
    InvalidRecordException why =
        catchThrowableOfType(InvalidRecordException.class, () -> model.read(json));

    assertThat(why).isNotNull();
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.field()).isEqualTo(field);
  }

  private static String renamed(Model model, String field) {
    return model.json.replace('"' + field + '"', "\"other\"");
  }

  private static String appended(Model model, String field, String value) {
    return model.json.replace("}", ",\"" + field + "\":" + value + "}");
  }
}
