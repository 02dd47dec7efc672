package ai.warehouse.status.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class HealthReportTest {

  @Test
  void shouldBeUpWithoutChecks() {
    assertThat(HealthReport.of(List.of()).toJson()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
  }

  @Test
  void shouldBeDownIfOneCheckIs() {
    // given
    List<HealthCheck> checks =
        List.of(
            new HealthCheck("a", Health::ok),
            new HealthCheck("b", () -> Health.down("gone")),
            new HealthCheck("c", () -> Health.ok("slow")));

    // when
    HealthReport report = HealthReport.of(checks);

    // then
    assertThat(report.up()).isFalse();
    assertThat(report.toJson())
        .isEqualTo(
            "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"a\",\"status\":\"UP\"},"
                + "{\"name\":\"b\",\"status\":\"DOWN\",\"reason\":\"gone\"},"
                + "{\"name\":\"c\",\"status\":\"UP\",\"reason\":\"slow\"}]}");
  }

  @Test
  void shouldEscapeJson() {
    // given
    HealthCheck check =
        new HealthCheck("q\"\\", () -> Health.down("a\n\t\u0001 ü \uD83D\uDE00 \uD800"));

    // when, then
    assertThat(HealthReport.of(List.of(check)).toJson())
        .contains("\"name\":\"q\\\"\\\\\"")
        .contains("\"reason\":\"a\\u000a\\u0009\\u0001 ü \\ud83d\\ude00 \\ud800\"");
  }

  @Test
  void shouldCountAFailingCheckAsDown() {
    // given
    HealthCheck failing =
        new HealthCheck(
            "failing",
            () -> {
              throw new IllegalStateException("boom");
            });
    HealthCheck silent = new HealthCheck("silent", () -> null);

    // when
    HealthReport report = HealthReport.of(List.of(failing, silent));

    // then
    assertThat(report.entries()).noneMatch(entry -> entry.health().up());
    assertThat(report.toJson()).contains("boom");
  }

  @Test
  void shouldMaskSecretsInReasons() {
    // given
    Secrets.remember("open-sesame");

    // when, then
    assertThat(Health.down("cannot read open-sesame").reason()).isEqualTo("cannot read [hidden]");
  }

  @Test
  void shouldRefuseNamelessChecksAndUnexplainedDowns() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HealthCheck(" ", Health::ok));
    assertThatIllegalArgumentException().isThrownBy(() -> Health.down(null));
    assertThatIllegalArgumentException().isThrownBy(() -> Health.down(" "));
  }
}
