package ai.warehouse.status.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

  @ParameterizedTest
  @CsvSource({
    "/, ''",
    "/status/pkg/dev, status|pkg|dev",
    "/status/pkg/dev/, status|pkg|dev",
    "//status/pkg/dev, status|pkg|dev",
    "/status/pkg/dev/1.0.0, status|pkg|dev|1.0.0",
    "/status/%40scope%2Fname/dev, status|@scope/name|dev",
    "/status/@scope%2fname/dev, status|@scope/name|dev",
    "/status/@scope/name/dev, status|@scope/name|dev",
    "/status/%40scope/name/dev/1.0.0, status|@scope/name|dev|1.0.0",
    "/status/@scope/name, status|@scope/name",
    "/status/@scope, status|@scope",
    "/status/a@b/dev, status|a@b|dev",
    "/status/pkg/@dev/1.0.0, status|pkg|@dev|1.0.0",
    "/status/%40a%2Fb/c/d, status|@a/b|c|d",
    "/status/a%2Fb%2Fc/dev, status|a/b/c|dev",
    "/status/100%25/dev, status|100%|dev",
    "/status/%252F/dev, status|%2F|dev",
    "/status/a+b/dev, status|a+b|dev",
    "/status/a;b=c/dev, status|a;b=c|dev",
    "/status/%C3%A4%F0%9F%98%80/dev, status|ä😀|dev"
  })
  void shouldSplitAndDecode(String path, String expected) {
    assertThat(String.join("|", RequestPath.segments(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%2", "%zz", "%+1", "a%2", "%%"})
  void shouldRefuseMalformedEscapes(String segment) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> RequestPath.segments("/status/" + segment + "/dev"))
        .withMessageContaining(segment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%FF", "%C3", "%ED%A0%80", "%C0%AF"})
  void shouldRefuseWhatIsNotUtf8(String segment) {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> RequestPath.segments("/status/" + segment + "/dev"))
        .withMessageContaining("UTF-8");
  }

  @Test
  void shouldKeepEmptySegmentsInBetween() {
    assertThat(RequestPath.segments("/status//dev")).containsExactly("status", "", "dev");
  }
}
