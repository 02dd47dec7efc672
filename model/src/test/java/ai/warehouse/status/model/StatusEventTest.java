package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusEventTest {
  private static final BuildKey KEY = new BuildKey("cart", "prod", "1.0.0");
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final UUID ID = UUID.fromString("919108f7-52d1-4320-9bac-f847db4148a8");

  @Test
  void shouldDefaultToPlainEventWithVersion7Id() {
    StatusEvent event = StatusEvent.builder().key(KEY).createdAt(NOW).build();

    assertThat(event.eventId().version()).isEqualTo(7);
    assertThat(event.eventId().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    assertThat(event)
        .isEqualTo(
            new StatusEvent(
                KEY, event.eventId(), EventKind.EVENT, null, null, null, null, NOW, false));
  }

  @Test
  void shouldSetEveryField() {
    StatusEvent event =
        builder()
            .kind(EventKind.QUEUED)
            .locale("en-US")
            .message("short")
            .details("long")
            .total(3)
            .detailsTruncated(true)
            .build();

    assertThat(event)
        .isEqualTo(
            new StatusEvent(KEY, ID, EventKind.QUEUED, "en-US", "short", "long", 3, NOW, true));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "\t\n"})
  void shouldTakeBlankLocaleAsNone(String locale) {
    assertThat(builder().locale(locale).build().locale()).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void shouldTakeEmptyTextsAsNone(String text) {
    StatusEvent event = builder().message(text).details(text).build();

    assertThat(event.message()).isNull();
    assertThat(event.details()).isNull();
  }

  @Test
  void shouldKeepBlankTexts() {
    StatusEvent event = builder().message(" ").details("\n").build();

    assertThat(event.message()).isEqualTo(" ");
    assertThat(event.details()).isEqualTo("\n");
  }

  @Test
  void shouldRepairHalfSurrogatesInTexts() {
    StatusEvent event = builder().message("cut \uD83D").details("\uDE00😀\uD83D\uD83D").build();

    assertThat(event.message()).isEqualTo("cut \uFFFD");
    assertThat(event.details()).isEqualTo("\uFFFD😀\uFFFD\uFFFD");
  }

  @Test
  void shouldStoreVersion1AsVersion6() {
    UUID version1 = UUID.fromString("c232ab00-9414-11ec-b3c8-9f6bdeced846");

    assertThat(builder().eventId(version1).build().eventId())
        .hasToString("1ec9414c-232a-6b00-b3c8-9f6bdeced846");
  }

  @Test
  void shouldCutTimeToTheMillisecond() {
    assertThat(builder().createdAt(NOW.plusNanos(999_999)).build().createdAt()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepTotalOnQueuedOnly(EventKind kind) {
    Integer total = builder().kind(kind).total(3).build().total();

    assertThat(total).isEqualTo(kind == EventKind.QUEUED ? 3 : null);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeErrorByKindAlone(EventKind kind) {
    assertThat(builder().kind(kind).build().error()).isEqualTo(kind == EventKind.ERROR);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRejectNegativeTotalOnAnyKind(EventKind kind) {
    assertInvalid(builder().kind(kind).total(-1), INVALID_VALUE, "total");
  }

  @Test
  void shouldRejectMissing() {
    assertInvalid(builder().key(null), MISSING_FIELD, "key");
    assertInvalid(builder().kind(null), MISSING_FIELD, "eventType");
    assertInvalid(builder().createdAt(null), MISSING_FIELD, "createdAt");

    InvalidRecordException why =
        catchThrowableOfType(
            InvalidRecordException.class,
            () -> new StatusEvent(KEY, null, EventKind.EVENT, null, null, null, null, NOW, false));
    assertThat(why.reason()).isEqualTo(MISSING_FIELD);
    assertThat(why.field()).isEqualTo("eventId");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en\nUS", "en\u0000", "en\uD800"})
  void shouldRejectBadLocale(String locale) {
    assertInvalid(builder().locale(locale), INVALID_VALUE, "locale");
  }

  @Test
  void shouldRejectLongLocale() {
    assertThat(builder().locale("a".repeat(128)).build().locale()).hasSize(128);
    assertInvalid(builder().locale("a".repeat(129)), INVALID_VALUE, "locale");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1969-12-31T23:59:59.999999999Z",
        "-1000000000-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z"
      })
  void shouldRejectTimesThatDoNotSort(Instant time) {
    assertInvalid(builder().createdAt(time), INVALID_VALUE, "createdAt");
    assertInvalid(builder().eventId(null).createdAt(time), INVALID_VALUE, "createdAt");
  }

  @Test
  void shouldAllowTheEndsOfTime() {
    assertThat(builder().createdAt(Timestamps.EARLIEST).build().createdAt())
        .isEqualTo(Instant.EPOCH);
    assertThat(builder().createdAt(Timestamps.LATEST).build().createdAt())
        .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
  }

  private static StatusEvent.Builder builder() {
    return StatusEvent.builder().key(KEY).eventId(ID).createdAt(NOW);
  }

  private static void assertInvalid(
      StatusEvent.Builder builder, RejectionReason reason, String field) {
    InvalidRecordException why = catchThrowableOfType(InvalidRecordException.class, builder::build);
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.field()).isEqualTo(field);
  }
}
