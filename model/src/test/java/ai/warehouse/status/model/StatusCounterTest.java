package ai.warehouse.status.model;

import static ai.warehouse.status.model.RejectionReason.INVALID_VALUE;
import static ai.warehouse.status.model.RejectionReason.MISSING_FIELD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class StatusCounterTest {
  private static final BuildKey KEY = new BuildKey("cart", "prod", "1.0.0");

  @Test
  void shouldSetEveryField() {
    StatusCounter counter = StatusCounter.builder().key(KEY).count(5).revision(7).build();

    assertThat(counter).isEqualTo(new StatusCounter(KEY, 5, 7));
  }

  @Test
  void shouldRejectMissingKey() {
    assertInvalid(StatusCounter.builder(), MISSING_FIELD, "key");
  }

  @Test
  void shouldRejectNegativeNumbers() {
    assertInvalid(StatusCounter.builder().key(KEY).count(-1), INVALID_VALUE, "count");
    assertInvalid(StatusCounter.builder().key(KEY).revision(-1), INVALID_VALUE, "revision");
  }

  private static void assertInvalid(
      StatusCounter.Builder builder, RejectionReason reason, String field) {
    InvalidRecordException why = catchThrowableOfType(InvalidRecordException.class, builder::build);
    assertThat(why.reason()).isEqualTo(reason);
    assertThat(why.field()).isEqualTo(field);
  }
}
