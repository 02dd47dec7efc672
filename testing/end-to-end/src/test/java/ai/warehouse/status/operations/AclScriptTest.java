package ai.warehouse.status.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the documented lines that grant the ACLs, with a stand-in for Kafka's script. */
class AclScriptTest {
  @TempDir private Path folder;

  @Test
  void shouldGrantEachLine() throws Exception {
    Path calls = folder.resolve("calls");
    Path standIn = folder.resolve("kafka-acls.sh");
    Files.writeString(standIn, "#!/bin/sh\necho \"$@\" >> " + calls + "\n");
    assertThat(standIn.toFile().setExecutable(true)).isTrue();

    ProcessBuilder shell = new ProcessBuilder("sh", "-ec", script()).directory(Docs.root());
    Map<String, String> environment = shell.environment();
    environment.put("PATH", folder + ":" + environment.get("PATH"));
    environment.put("BROKERS", "broker:9093");
    assertThat(shell.inheritIO().start().waitFor()).isZero();

    assertThat(Files.readAllLines(calls))
        .containsExactlyElementsOf(Acl.documented().stream().map(AclScriptTest::call).toList());
  }

  private static String script() {
    List<String> lines = Docs.lines("docs/operations/security.md");
    int begin = lines.indexOf("```sh") + 1;
    return String.join(
        "\n", lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("```")));
  }

  private static String call(Acl acl) {
    return ("--bootstrap-server broker:9093 --command-config admin.properties --add --force"
            + " --allow-principal User:%s --operation %s --%s %s --resource-pattern-type %s")
        .formatted(acl.principal(), acl.operation(), acl.resource(), acl.name(), acl.pattern());
  }
}
