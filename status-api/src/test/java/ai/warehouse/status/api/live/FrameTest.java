package ai.warehouse.status.api.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void shouldBeAnEventOrAComment() {
    assertThat(Frame.of("changes", "{\"ä\":1}".getBytes(UTF_8)))
        .hasToString("event: changes\ndata: {\"ä\":1}\n\n");
    assertThat(Frame.comment("alive")).hasToString(": alive\n\n");
    assertThat(Frame.comment("alive").size()).isEqualTo(9);
  }

  @Test
  void shouldGiveEachReaderAPositionOfItsOwnAndNobodyTheBytes() {
    Frame frame = Frame.comment("alive");
    ByteBuffer first = frame.bytes();
    first.position(5);
    assertThat(frame.bytes().position()).isZero();
    assertThat(first.isReadOnly()).isTrue();
  }
}
