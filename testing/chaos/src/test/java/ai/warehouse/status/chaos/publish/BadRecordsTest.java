package ai.warehouse.status.chaos.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.warehouse.status.model.InvalidRecordException;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.RejectionReason;
import ai.warehouse.status.model.json.StatusEventJson;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BadRecordsTest {
  private static final int COUNT = 10_000;
  private static final RecordPosition POSITION =
      new RecordPosition("status-events", 0, 0, 1_700_000_000_000L);

  private final BadRecords records = new BadRecords(new Random(1));

  @Test
  void shouldAllBeRejectedForEveryReason() {
    Set<RejectionReason> reasons = EnumSet.noneOf(RejectionReason.class);
    for (int i = 0; i < COUNT; i++) {
      Entry entry = records.next("bad-" + i);
      InvalidRecordException why =
          catchThrowableOfType(
              InvalidRecordException.class, () -> StatusEventJson.read(entry.value(), POSITION));
      assertThat(why).as(entry.line()).isNotNull();
      reasons.add(why.reason());
    }
    assertThat(reasons)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(RejectionReason.NOT_STORABLE, RejectionReason.INTERNAL_ERROR)));
  }

  @Test
  void shouldAllDiffer() {
    Set<List<ByteBuffer>> distinct = new HashSet<>();
    for (int i = 0; i < COUNT; i++) {
      Entry entry = records.next("bad-" + i);
      distinct.add(List.of(buffer(entry.key()), buffer(entry.value())));
    }
    assertThat(distinct).hasSize(COUNT);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return bytes == null ? ByteBuffer.wrap(new byte[] {0}) : ByteBuffer.wrap(bytes);
  }
}
