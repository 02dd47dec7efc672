package ai.warehouse.status.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  private static final Access BOTH =
      Access.of("ada", new Password("pass:wörd"), new Password("t0ken"));

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  @Test
  void shouldAdmitEverybodyWhereNothingIsSet() {
    assertThat(Access.of(null, null, null).admits(null)).isTrue();
    assertThat(Access.open().admits("Bearer any")).isTrue();
  }

  @Test
  void shouldAdmitEitherCredential() {
    assertThat(BOTH.admits(basic("ada:pass:wörd"))).isTrue();
    assertThat(BOTH.admits("Bearer t0ken")).isTrue();
    assertThat(BOTH.admits("bearer  t0ken ")).isTrue();
    assertThat(BOTH.admits(basic("ada:pass:wörd").replace("Basic", "BASIC"))).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer t0ken2",
        "Bearer t0keN",
        "t0ken",
        "Basic t0ken",
        "Basic ???",
        "Bearer ada:pass:wörd",
        "Digest t0ken"
      })
  void shouldAdmitNobodyElse(String authorization) {
    assertThat(BOTH.admits(authorization)).isFalse();
    assertThat(BOTH.admits(basic("ada:pass"))).isFalse();
    assertThat(BOTH.admits(basic("eve:pass:wörd"))).isFalse();
    assertThat(BOTH.admits(basic(""))).isFalse();
  }

  @Test
  void shouldTakeOnlyWhatIsSet() {
    assertThat(Access.bearer(new Password("t")).admits(basic("ada:t"))).isFalse();
    assertThat(Access.of("ada", new Password("t"), null).admits("Bearer ada:t")).isFalse();
    assertThat(Access.bearer(new Password("t")).challenges())
        .containsExactly("Bearer realm=\"warehouse-status\"");
    assertThat(BOTH.challenges()).hasSize(2);
  }
}
