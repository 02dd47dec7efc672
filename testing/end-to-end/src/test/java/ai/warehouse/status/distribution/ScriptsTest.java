package ai.warehouse.status.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts tell Java, wherever they are called from; Java is one that repeats it. */
class ScriptsTest {
  private static final Path PROJECT = Path.of("..", "..");
  private static final Path BIN = PROJECT.resolve("service/src/main/bin");

  @TempDir private Path folder;

  private Path home;

  @BeforeEach
  void copy() throws IOException {
    // The real path, as some systems' temporary folder is behind a link.
    home = Files.createDirectories(folder.toRealPath().resolve("with spaces/home"));
    script(
        "jdk/bin/java",
        """
        #!/bin/sh
        echo "LC_ALL=${LC_ALL-} AWS_REGION=${AWS_REGION-none} AWS_PROFILE=${AWS_PROFILE-none}"
        printf '%s\\n' "$@"
        """);
  }

  @Test
  void shouldRunAClassOfTheArchive() throws Exception {
    // given
    Map<String, String> variables =
        Map.of("AWS_REGION", "", "AWS_PROFILE", "mine", "JAVA_OPTS", "", "LC_ALL", "C");

    // when
    Called called = call(variables, runClass(), "Main 'a b'");

    // then
    assertThat(called.out())
        .startsWith(
            "LC_ALL=C.UTF-8 AWS_REGION=none AWS_PROFILE=mine\n-XX:+ExitOnOutOfMemoryError\n")
        .contains("\n-XX:+UseParallelGC\n")
        .doesNotContain("#")
        .contains("-cp\n", home + "/lib/*")
        .doesNotContain("\n" + home + "\n")
        .endsWith("\nMain\na b\n");
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_OPTS, -Xmx96m -XX:+UseG1GC -Da=b",
    "JAVA_TOOL_OPTIONS, -XX:+UseSerialGC",
    "JDK_JAVA_OPTIONS, -XX:+UseZGC"
  })
  void shouldLeaveTheCollectorToWhoNamesOne(String variable, String options) throws Exception {
    // when
    Called called = call(Map.of(variable, options), runClass(), "Main");

    // then
    assertThat(called.out())
        .contains("\n-XX:+ExitOnOutOfMemoryError\n")
        .doesNotContain("ParallelGC");
  }

  @Test
  void shouldKeepItsCollectorBesideOtherOptionsOfCollectors() throws Exception {
    // given
    Map<String, String> variables =
        Map.of("JAVA_OPTS", "-XX:+UseNUMA -XX:MaxGCPauseMillis=50 -XX:-UseG1GC");

    // when
    Called called = call(variables, runClass(), "Main");

    // then
    assertThat(called.out())
        .containsSubsequence("-XX:+UseParallelGC\n", "-XX:+UseNUMA\n", "Main\n");
  }

  private Path runClass() throws IOException {
    Path options = Files.createDirectories(home.resolve("bin")).resolve("jvm-options");
    Files.copy(BIN.resolve("jvm-options"), options);
    return script("bin/run-class", Files.readString(BIN.resolve("run-class")));
  }

  @ParameterizedTest
  @CsvSource({
    "quickstart, '', quickstart, -Dquickstart.log=%s/target/quickstart.log",
    "testing/run, bench, benchmark, -Dbench.results=%s/results",
    "testing/run, chaos, chaos, -Dchaos.results=%s/results"
  })
  void shouldRunATool(String name, String tool, String folder, String option) throws Exception {
    // given
    script("testing/run", Files.readString(PROJECT.resolve("testing/run")));
    Path script = script(name, Files.readString(PROJECT.resolve(name)));
    String module = "testing/" + folder;
    for (String built : List.of("model", module)) {
      Files.createDirectories(home.resolve(built + "/src/main"));
      Files.writeString(home.resolve(built + "/pom.xml"), "");
    }
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(Files.createDirectories(home.resolve("docs")).resolve("openapi.yaml"), "");
    Path target = Files.createDirectories(home.resolve(module + "/target"));
    Files.writeString(target.resolve("class-path"), "a.jar:b.jar");

    // when
    Called called = call(Map.of("LC_ALL", "C"), script, tool + " --events mine.json");

    // then
    assertThat(called.out())
        .startsWith("LC_ALL=C.UTF-8 ")
        .contains("-cp\n" + target + "/classes:a.jar:b.jar\n")
        .contains(option.formatted(home.resolve(module)) + "\n")
        .endsWith("--events\nmine.json\n");
    assertThat(called.err()).isEmpty();
  }

  /** By a relative path, in another folder, through a link; CDPATH has folders of the same name. */
  private Called call(Map<String, String> more, Path script, String arguments) throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Path bin = Files.createDirectory(elsewhere.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("link"), script);
    Map<String, String> variables = new HashMap<>(more);
    variables.put("JAVA_HOME", home.resolve("jdk").toString());
    variables.put("CDPATH", home + ":" + home.getParent());
    return Called.in(elsewhere, variables, "bash", "-c", "bin/link " + arguments);
  }

  private Path script(String path, String text) throws IOException {
    Path script = home.resolve(path);
    Files.createDirectories(script.getParent());
    Files.writeString(script, text);
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
