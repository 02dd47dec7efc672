package ai.warehouse.status.oldservice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.quickstart.LocalSystem;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The old service's client reads status-api as it is, with {@code statusUri} pointing there. */
class OldClientInterop {
  private static final String SCOPED = "{'pkg':'@shop/cart','env':'prod'}";
  private static final String FULL = "{'package':'@shop/cart','env':'prod','version':'2.1.0'}";
  private static final String FIRST = "{'pkg':'@shop/cart','env':'prod','version':'2.0.9'}";
  private static final String PLUS = "{'pkg':'plain','env':'prod','version':'1.0.0+build.5'}";
  private static final String NON_BMP = "{'pkg':'🛒','env':'dev'}";
  private static final String NO_VERSION = "{'pkg':'@shop/cart','env':'prod','version':'9.9.9'}";
  private static final String NO_PACKAGE = "{'pkg':'@shop/none','env':'prod'}";
  private static final String BAD_ENV = "{'pkg':'@shop/cart','env':'pr!od'}";

  @Test
  void shouldReadStatusEventsAndProgress() throws Exception {
    try (LocalSystem system = LocalSystem.start(new LocalSystem.Plan(0, 0, 0, 4), line -> {})) {
      PublishedFile.store(system);
      NodePackages old = NodePackages.install("old-client.js", statusUri(system));

      assertThat(
              old.call(
                  call("get", SCOPED),
                  call("get", FULL),
                  call("get", FIRST),
                  call("get", PLUS),
                  call("get", NON_BMP),
                  call("get", NO_VERSION),
                  call("get", NO_PACKAGE),
                  call("get", BAD_ENV),
                  call("events", SCOPED),
                  call("events", FIRST),
                  call("events", PLUS),
                  call("events", NON_BMP),
                  call("events", NO_VERSION),
                  call("events", NO_PACKAGE),
                  call("progress", SCOPED),
                  call("progress", FIRST),
                  call("progress", PLUS),
                  call("progress", NON_BMP),
                  call("progress", NO_VERSION),
                  call("progress", NO_PACKAGE)))
          .isEqualTo(
              Files.readAllLines(NodePackages.SOURCE.resolve("read-by-the-old-client.ndjson")));
    }
  }

  private static String call(String method, String build) {
    return "['%s',%s]".formatted(method, build);
  }

  /** As the client's users write addresses, without a slash at the end. */
  private static String statusUri(LocalSystem system) {
    return "http://127.0.0.1:" + system.board().getPort();
  }
}
