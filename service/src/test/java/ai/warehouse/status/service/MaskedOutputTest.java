package ai.warehouse.status.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class MaskedOutputTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = MaskedOutput.of(written);

  @Test
  void shouldMaskInWhatComesInPiecesAndInStackTraces() {
    // given
    Secrets.remember("open-sesame");

    // when
    out.print("open-");
    out.flush();
    out.print("sesame, größe\nnext ");
    new IllegalStateException("no", new RuntimeException("bad open-sesame")).printStackTrace(out);

    // then
    assertThat(written.toString(UTF_8))
        .startsWith("[hidden], größe" + "\nnext java.lang.IllegalStateException: no")
        .contains("RuntimeException: bad [hidden]")
        .doesNotContain("sesame");
  }

  @Test
  void shouldKeepNoLineWithoutBoundsAndCutItBetweenWords() {
    Secrets.remember("open-sesame");

    out.print("word ".repeat(20_000) + "open-");
    assertThat(written.size()).isGreaterThan(1 << 16);
    out.print("sesame");
    out.close();

    assertThat(written.toString(UTF_8)).endsWith("word [hidden]");
  }
}
