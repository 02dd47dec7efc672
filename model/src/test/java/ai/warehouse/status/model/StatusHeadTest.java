package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusHeadTest {
  private static final PackageKey KEY = new PackageKey("cart", "prod");
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");

  @Test
  void shouldTellWhatItsBuildsStatusTells() {
    Status status =
        Status.builder()
            .key(new BuildKey("cart", "prod", "1.0.0"))
            .createdAt(NOW)
            .updatedAt(NOW.plusSeconds(1))
            .total(3)
            .progress(33)
            .complete(true)
            .error(true)
            .previousVersion("0.9.0")
            .revision(7)
            .build();

    assertThat(StatusHead.of(status, 11))
        .isEqualTo(new StatusHead(KEY, "1.0.0", "0.9.0", 3, 33, NOW, NOW.plusSeconds(1), 11));
  }

  @Test
  void shouldLeaveAbsentValuesAbsent() {
    StatusHead head = builder().build();

    assertThat(head).isEqualTo(new StatusHead(KEY, "1.0.0", null, null, 0, NOW, NOW, 0));
  }

  @Test
  void shouldCutTimesToTheMillisecond() {
    Instant exact = NOW.plusNanos(999_999);

    StatusHead head = builder().createdAt(exact).updatedAt(exact).build();

    assertThat(head).isEqualTo(builder().build());
  }

  @Test
  void shouldRejectMissing() {
    assertInvalid(builder().key(null), MISSING_FIELD, "key");
    assertInvalid(builder().version(null), MISSING_FIELD, "version");
    assertInvalid(builder().createdAt(null), MISSING_FIELD, "createdAt");
    assertInvalid(builder().updatedAt(null), MISSING_FIELD, "updatedAt");
  }

  @Test
  void shouldRejectOutOfRange() {
    assertInvalid(builder().version("a!b"), INVALID_VALUE, "version");
    assertInvalid(builder().previousVersion(" "), INVALID_VALUE, "previousVersion");
    assertInvalid(builder().total(-1), INVALID_VALUE, "total");
    assertInvalid(builder().progress(101), INVALID_VALUE, "progress");
    assertInvalid(builder().createdAt(Instant.MIN), INVALID_VALUE, "createdAt");
    assertInvalid(builder().updatedAt(Instant.MAX), INVALID_VALUE, "updatedAt");
    assertInvalid(builder().revision(-1), INVALID_VALUE, "revision");
  }

  private static StatusHead.Builder builder() {
    return StatusHead.builder().key(KEY).version("1.0.0").createdAt(NOW).updatedAt(NOW);
  }

  private static void assertInvalid(
      StatusHead.Builder builder, RejectionReason reason, String field) {
    InvalidRecordException why = catchThrowableOfType(InvalidRecordException.class, builder::build);
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.field()).isEqualTo(field);
  }
}
