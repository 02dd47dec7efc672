package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusTest {
  private static final BuildKey KEY = new BuildKey("cart", "prod", "1.0.0");
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");

  @Test
  void shouldSetEveryField() {
    Status status =
        builder()
            .updatedAt(NOW.plusSeconds(1))
            .total(3)
            .progress(33)
            .complete(true)
            .error(true)
            .previousVersion("0.9.0")
            .revision(7)
            .build();

    assertThat(status)
        .isEqualTo(new Status(KEY, NOW, NOW.plusSeconds(1), 3, 33, true, true, "0.9.0", 7));
  }

  @Test
  void shouldCutTimesToTheMillisecond() {
    Instant exact = NOW.plusNanos(999_999);

    Status status = builder().createdAt(exact).updatedAt(exact).build();

    assertThat(status).isEqualTo(builder().build());
  }

  @Test
  void shouldRejectMissing() {
    assertInvalid(builder().key(null), MISSING_FIELD, "key");
    assertInvalid(builder().createdAt(null), MISSING_FIELD, "createdAt");
    assertInvalid(builder().updatedAt(null), MISSING_FIELD, "updatedAt");
  }

  @Test
  void shouldRejectOutOfRange() {
    assertInvalid(builder().createdAt(Instant.MIN), INVALID_VALUE, "createdAt");
    assertInvalid(builder().updatedAt(Instant.MAX), INVALID_VALUE, "updatedAt");
    assertInvalid(builder().total(-1), INVALID_VALUE, "total");
    assertInvalid(builder().progress(-1), INVALID_VALUE, "progress");
    assertInvalid(builder().progress(101), INVALID_VALUE, "progress");
    assertInvalid(builder().previousVersion(""), INVALID_VALUE, "previousVersion");
    assertInvalid(builder().previousVersion("a!b"), INVALID_VALUE, "previousVersion");
    assertInvalid(builder().revision(-1), INVALID_VALUE, "revision");
  }

  private static Status.Builder builder() {
    return Status.builder().key(KEY).createdAt(NOW).updatedAt(NOW);
  }

  private static void assertInvalid(Status.Builder builder, RejectionReason reason, String field) {
    InvalidRecordException why = catchThrowableOfType(InvalidRecordException.class, builder::build);
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.field()).isEqualTo(field);
  }
}
