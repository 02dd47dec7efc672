package ai.warehouse.status.oldservice;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.quickstart.LocalSystem;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sink wrote is read by the old package with the same values. */
class OldPackageReadsInterop {
  private static final String FULL = "{'pkg':'@shop/cart','env':'prod','version':'2.1.0'}";
  private static final String MINIMAL = "{'pkg':'@shop/cart','env':'prod','version':'2.0.9'}";
  private static final String NON_BMP = "{'pkg':'🛒','env':'dev','version':'1.0.0-é'}";

  @ParameterizedTest
  @EnumSource
  void shouldReadWhatTheSinkWrote(TablesMadeBy maker) throws Exception {
    try (LocalSystem system = LocalSystem.start(new LocalSystem.Plan(0, 0, 0, 4), line -> {})) {
      NodePackages old =
          NodePackages.install("old-package.js", system.dynamoDbEndpoint().toString());
      system.models().drop().join();
      maker.make(system.models(), old);

      PublishedFile.store(system);

      assertThat(
              old.call(
                  call("Status", "findOne", FULL),
                  call("Status", "findOne", MINIMAL),
                  call("Status", "findOne", NON_BMP),
                  call("StatusHead", "findOne", FULL),
                  call("StatusHead", "findOne", NON_BMP),
                  call("StatusCounter", "findOne", FULL),
                  call("StatusCounter", "findOne", MINIMAL),
                  call("StatusCounter", "findOne", NON_BMP),
                  call("StatusEvent", "findAll", FULL),
                  call("StatusEvent", "findAll", MINIMAL),
                  call("StatusEvent", "findAll", NON_BMP)))
          .isEqualTo(
              Files.readAllLines(NodePackages.SOURCE.resolve("read-by-the-old-package.ndjson")));
    }
  }

  private static String call(String model, String method, String build) {
    return "['%s','%s',%s]".formatted(model, method, build);
  }
}
