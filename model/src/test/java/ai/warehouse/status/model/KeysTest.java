package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** BuildKey and PackageKey. */
class KeysTest {
  @ParameterizedTest
  @ValueSource(strings = {"a!b!c", "@scope/pkg!prod!1.0.0-rc.1+5", " a ! b ! c ", "é!日本!😀"})
  void shouldParseAndFormatBuildKey(String text) {
    assertThat(BuildKey.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a!b", "@scope/pkg!prod", " a ! b ", "日本!😀"})
  void shouldParseAndFormatPackageKey(String text) {
    assertThat(PackageKey.parse(text)).hasToString(text);
  }

  @Test
  void shouldTakeKeysApart() {
    assertThat(BuildKey.parse("a!b!c")).isEqualTo(new BuildKey("a", "b", "c"));
    assertThat(PackageKey.parse("a!b")).isEqualTo(new PackageKey("a", "b"));
  }

  @Test
  void shouldKnowPackageOfBuild() {
    assertThat(new BuildKey("a", "b", "c").packageKey()).isEqualTo(new PackageKey("a", "b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a!b", "!!", "a!!c", "!b!c", "a!b!", "a!b!c!", "a!b!c!d", "a! !c"})
  void shouldRejectOtherBuildKeys(String text) {
    assertThat(invalid(() -> BuildKey.parse(text)).reason()).isEqualTo(INVALID_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "!", "a!", "!b", "a!b!", "a!b!c", "a!\t", "a\n!b"})
  void shouldRejectOtherPackageKeys(String text) {
    assertThat(invalid(() -> PackageKey.parse(text)).reason()).isEqualTo(INVALID_VALUE);
  }

  @ParameterizedTest
  @NullSource
  void shouldRejectMissingKeys(String missing) {
    assertThat(invalid(() -> BuildKey.parse(missing)).reason()).isEqualTo(MISSING_FIELD);
    assertThat(invalid(() -> PackageKey.parse(missing)).reason()).isEqualTo(MISSING_FIELD);
  }

  @Test
  void shouldNotQuoteTheText() {
    assertThat(invalid(() -> BuildKey.parse("hunter2")).getMessage()).doesNotContain("hunter2");
    assertThat(invalid(() -> BuildKey.parse("hunter2\t!b!c")).getMessage())
        .doesNotContain("hunter2");
  }

  @Test
  void shouldNameTheOffendingPart() {
    assertThat(invalid(() -> new BuildKey(null, "b", "c")).field()).isEqualTo("pkg");
    assertThat(invalid(() -> new BuildKey("a", "", "c")).field()).isEqualTo("env");
    assertThat(invalid(() -> new BuildKey("a", "b", "x!y")).field()).isEqualTo("version");
    assertThat(invalid(() -> new PackageKey("a!", "b")).field()).isEqualTo("pkg");
    assertThat(invalid(() -> new PackageKey("a", null)).field()).isEqualTo("env");
  }

  @Test
  void shouldFitDynamoDbsHashKeyAtItsLongest() {
    String longest = "😀".repeat(128);

    BuildKey key = new BuildKey(longest, longest, longest);

    assertThat(key.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(2048);
    assertThat(BuildKey.parse(key.toString())).isEqualTo(key);
  }

  private static InvalidRecordException invalid(ThrowingCallable code) {
    return catchThrowableOfType(InvalidRecordException.class, code);
  }
}
