package ai.warehouse.status.api.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.api.view.Activity;
import ai.warehouse.status.api.view.HeadView;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.Status;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BadgeTest {

  private static final Instant TIME = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final Duration STALLED_AFTER = Duration.ofMinutes(30);

  private static Status.Builder status() {
    return Status.builder()
        .key(new BuildKey("<b>&\"'😀", "]]>", "1.0"))
        .createdAt(TIME)
        .updatedAt(TIME)
        .progress(42)
        .total(100);
  }

  private static Badge badge(Status.Builder status) {
    return Badge.of(
        HeadView.of(status.build(), Activity.UNKNOWN, null, TIME.plusSeconds(60), STALLED_AFTER));
  }

  @Test
  void shouldShowAnyNameAsText() throws Exception {
    String svg = badge(status()).svg();

    Element image =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)))
            .getDocumentElement();
    assertThat(image.getAttribute("aria-label")).isEqualTo("<b>&\"'😀 ]]>: 1.0 42 %");
    assertThat(image.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("<b>&\"'😀 ]]>: 1.0 42 %");
    assertThat(image.getElementsByTagName("b").getLength()).isZero();
    assertThat(svg).doesNotContain("style");
  }

  @Test
  void shouldTellTheState() {
    assertThat(badge(status())).extracting(Badge::message).isEqualTo("1.0 42 %");
    assertThat(badge(status().complete(true)).message()).isEqualTo("1.0 complete");
    assertThat(badge(status().complete(true).error(true)).message()).isEqualTo("1.0 failing");
    assertThat(badge(status().progress(0)).message()).isEqualTo("1.0 queued");
    assertThat(badge(status()).color()).isNotEqualTo(badge(status().error(true)).color());
  }

  @Test
  void shouldBeWideEnoughForWideCharacters() {
    Badge narrow = new Badge("abcd", "x", "fff");
    Badge wide = new Badge("漢字漢字", "x", "fff");

    assertThat(wide.svg()).contains("width=\"83\"");
    assertThat(narrow.svg()).contains("width=\"55\"");
  }
}
