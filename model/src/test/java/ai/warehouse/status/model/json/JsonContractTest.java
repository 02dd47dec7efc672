package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.POSITION;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies on topics stays readable: a change to these bytes is a change for every reader. */
class JsonContractTest {
  private static final BuildKey CART = new BuildKey("@shop/cart", "prod", "2.1.0");
  private static final Instant CREATED = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final Instant UPDATED = Instant.parse("2026-11-23T20:50:00Z");

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            "queued",
            StatusEvent.builder()
                .key(CART)
                .eventId(UUID.fromString("019ab266-b3b0-7cc3-98c4-dc0c0c07398f"))
                .kind(EventKind.QUEUED)
                .message("Builds queued")
                .total(12)
                .createdAt(CREATED)
                .build()),
        Arguments.of(
            "error",
            StatusEvent.builder()
                .key(CART)
                .eventId(UUID.fromString("c232ab00-9414-11ec-b3c8-9f6bdeced846"))
                .kind(EventKind.ERROR)
                .locale("de-DE")
                .message("Command failed: \"webpack\"")
                .details("ERROR in ./index.jsx\n\tü € 日本")
                .createdAt(Instant.parse("2026-11-23T20:47:04Z"))
                .build()),
        Arguments.of(
            "minimal",
            StatusEvent.builder()
                .key(new BuildKey("cart", "dev", "1"))
                .eventId(new UUID(0, 0))
                .createdAt(StatusEventJson.EARLIEST)
                .build()));
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(
            "status",
            Status.builder()
                .key(CART)
                .createdAt(CREATED)
                .updatedAt(UPDATED)
                .total(12)
                .progress(58)
                .error(true)
                .previousVersion("2.0.9")
                .revision(9_007_199_254_740_993L)
                .build()),
        Arguments.of(
            "status-minimal",
            Status.builder()
                .key(new BuildKey("cart", "dev", "1"))
                .createdAt(Instant.EPOCH)
                .updatedAt(Instant.EPOCH.plusMillis(1))
                .revision(1)
                .build()));
  }

  static Stream<Arguments> heads() {
    return Stream.of(
        Arguments.of(
            "status-head",
            StatusHead.builder()
                .key(CART.packageKey())
                .version("2.1.0")
                .previousVersion("2.0.9")
                .total(12)
                .progress(58)
                .createdAt(CREATED)
                .updatedAt(UPDATED)
                .revision(7)
                .build()),
        Arguments.of(
            "status-head-minimal",
            StatusHead.builder()
                .key(new PackageKey("cart", "dev"))
                .version("1")
                .createdAt(Instant.EPOCH)
                .updatedAt(Instant.EPOCH.plusMillis(1))
                .revision(1)
                .build()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldKeepEvents(String name, StatusEvent event) {
    byte[] json = json("status-event-" + name);

    assertSame(StatusEventJson.write(event), json);
    assertThat(StatusEventJson.read(json, POSITION)).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void shouldKeepStatuses(String name, Status status) {
    assertSame(StatusJson.write(status), json(name));
    assertThat(StatusJson.read(json(name))).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("heads")
  void shouldKeepHeads(String name, StatusHead head) {
    assertSame(StatusHeadJson.write(head), json(name));
    assertThat(StatusHeadJson.read(json(name))).isEqualTo(head);
  }

  @Test
  void shouldKeepCounters() {
    StatusCounter counter = StatusCounter.builder().key(CART).count(7).revision(7).build();

    assertSame(StatusCounterJson.write(counter), json("status-counter"));
    assertThat(StatusCounterJson.read(json("status-counter"))).isEqualTo(counter);
  }

  private static void assertSame(byte[] written, byte[] expected) {
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(new String(expected, StandardCharsets.UTF_8));
    assertThat(written).isEqualTo(expected);
  }

  private static byte[] json(String name) {
    return Resources.bytes("json/" + name + ".json");
  }
}
