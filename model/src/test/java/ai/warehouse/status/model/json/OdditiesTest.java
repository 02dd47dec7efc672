package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.accepted;
import static ai.warehouse.status.model.json.RecordSchema.STATUS_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What SPEC §1 tolerates in messages, a pair of files each: as it is sent, and as we write it. */
class OdditiesTest {
  private static final String FOLDER = "oddities/";
  private static final String SENT = ".json";
  private static final String WRITTEN = ".expected.json";

  static Stream<String> names() {
    return Resources.names(FOLDER).stream()
        .filter(name -> !name.endsWith(WRITTEN))
        .map(name -> name.substring(0, name.length() - SENT.length()));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldWriteInTheOneForm(String name) {
    byte[] sent = Resources.bytes(FOLDER + name + SENT);
    byte[] written = Resources.bytes(FOLDER + name + WRITTEN);

    StatusEvent event = accepted(sent);

    assertThat(new String(StatusEventJson.write(event), StandardCharsets.UTF_8))
        .isEqualTo(new String(written, StandardCharsets.UTF_8));
    assertThat(accepted(written)).isEqualTo(event);
    assertThat(STATUS_EVENT.errors(sent)).isEmpty();
  }
}
