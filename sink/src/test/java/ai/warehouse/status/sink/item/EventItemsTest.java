package ai.warehouse.status.sink.item;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.dynamodb.ItemSchemas;
import ai.warehouse.status.sink.read.Samples;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class EventItemsTest {
  private final EventItems items = new EventItems(null);

  @Test
  void shouldLeaveAloneWhatFits() {
    StatusEvent event = Samples.event(1).details("text").message("short").build();

    EventItems.Fitted fitted = items.fit(event);

    assertThat(fitted.cut()).isFalse();
    assertThat(fitted.item()).isEqualTo(ItemSchemas.STATUS_EVENT.itemToMap(event, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "é", "€", "😀"})
  void shouldCutDetailsOnlyWhenOneByteTooMany(String character) {
    int room = EventItems.MAX_BYTES - ItemSize.of(item("a")) + 1;
    int width = Utf8.length(character);
    String fitting = "a".repeat(room % width) + character.repeat(room / width);
    assertThat(Utf8.length(fitting)).isEqualTo(room);

    EventItems.Fitted atLimit = items.fit(Samples.event(1).details(fitting).build());
    EventItems.Fitted over = items.fit(Samples.event(1).details(fitting + "a").build());

    assertThat(atLimit.cut()).isFalse();
    assertThat(atLimit.item().get("details").s()).isEqualTo(fitting);
    assertThat(ItemSize.of(atLimit.item())).isEqualTo(EventItems.MAX_BYTES);
    assertThat(over.cut()).isTrue();
    assertThat(over.item().get("detailsTruncated").bool()).isTrue();
    assertThat(fitting).startsWith(over.item().get("details").s());
    assertThat(ItemSize.of(over.item()))
        .isBetween(EventItems.MAX_BYTES - width, EventItems.MAX_BYTES);
  }

  @Test
  void shouldCutMessageWhenDetailsAreNotEnough() {
    String message = "€".repeat(EventItems.MAX_BYTES / 3 + 10);
    StatusEvent event = Samples.event(1).details("gone").message(message).build();

    EventItems.Fitted fitted = items.fit(event);

    assertThat(fitted.cut()).isTrue();
    assertThat(fitted.item()).doesNotContainKey("details");
    assertThat(message).startsWith(fitted.item().get("message").s());
    assertThat(ItemSize.of(fitted.item()))
        .isBetween(EventItems.MAX_BYTES - 3, EventItems.MAX_BYTES);
    assertThat(fitted.item().get("detailsTruncated").bool()).isTrue();
  }

  @Test
  void shouldKeepMessageWhenDetailsAreEnough() {
    String large = "x".repeat(EventItems.MAX_BYTES);

    EventItems.Fitted fitted = items.fit(Samples.event(1).details(large).message("short").build());

    assertThat(fitted.item().get("message").s()).isEqualTo("short");
    assertThat(fitted.item().get("details").s()).isNotEmpty();
  }

  @Test
  void shouldExpireAfterRetention() {
    EventItems expiring = new EventItems(Duration.ofDays(30));

    Map<String, AttributeValue> item = expiring.fit(Samples.event(1).build()).item();

    assertThat(item.get("expiresAt").n())
        .isEqualTo(Long.toString(Samples.NOW.plus(Duration.ofDays(30)).getEpochSecond()));
    assertThat(item("x")).doesNotContainKey("expiresAt");
  }

  private Map<String, AttributeValue> item(String details) {
    return items.fit(Samples.event(1).details(details).build()).item();
  }
}
