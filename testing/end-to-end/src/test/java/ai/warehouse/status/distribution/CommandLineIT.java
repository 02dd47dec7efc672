package ai.warehouse.status.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line from its archive: script, completion and manual page. */
class CommandLineIT {
  @TempDir private static Path folder;

  private static Distribution distribution;

  @BeforeAll
  static void unpack() throws Exception {
    distribution = Distribution.unpack("status-api", folder);
  }

  @Test
  void shouldPrintNothingButTheAnswer() throws Exception {
    // given options of the service, which would break this JVM
    Map<String, String> environment = Map.of("JAVA_OPTS", "-Xmx1k");

    // when
    Called called = Called.in(folder, environment, script(), "--version");

    // then
    assertThat(called)
        .isEqualTo(new Called(0, "warehouse-status " + distribution.version() + "\n", ""));
  }

  @Test
  void shouldTellTroubleByItsExitCode() throws Exception {
    // when nobody listens
    Called called =
        Called.in(
            folder,
            Map.of("WAREHOUSE_STATUS_URL", "http://127.0.0.1:1", "LC_ALL", "C"),
            script(),
            "get",
            "größe",
            "prod");

    // then
    assertThat(called.exitCode()).isEqualTo(2);
    assertThat(called.out()).isEmpty();
    assertThat(called.err().lines())
        .singleElement()
        .asString()
        .startsWith("warehouse-status: No answer from http://127.0.0.1:1");
  }

  @Test
  void shouldCompleteInBash() throws Exception {
    // when
    Called called =
        Called.in(
            folder,
            Map.of("file", share("bash-completion/completions/warehouse-status")),
            "bash",
            "-c",
            """
            source "$file"
            COMP_WORDS=(warehouse-status wait --even) COMP_CWORD=2
            _complete_warehouse-status
            echo "${COMPREPLY[@]}"
            """);

    // then
    assertThat(called.out().strip()).as(called.toString()).isEqualTo("--even-if-failing");
  }

  @Test
  void shouldHaveAManualPage() throws Exception {
    Path man = Path.of("/usr/bin/man");
    assumeTrue(Files.isExecutable(man), "man isn't installed");

    // when
    Called called =
        Called.in(
            folder,
            Map.of("MANWIDTH", "100", "MANROFFOPT", "-ww", "LC_ALL", "C.UTF-8"),
            man.toString(),
            "-l",
            share("man/man1/warehouse-status.1"));

    // then
    assertThat(called.exitCode()).as(called.toString()).isZero();
    assertThat(called.err()).isEmpty();
    assertThat(called.out())
        .contains("--bootstrap-servers HOST:PORT", "--even-if-failing", "EXIT STATUS");
  }

  private static String script() {
    return distribution.script("warehouse-status");
  }

  private static String share(String file) {
    return distribution.home().resolve("share").resolve(file).toString();
  }
}
