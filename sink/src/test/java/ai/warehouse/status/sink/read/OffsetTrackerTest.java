package ai.warehouse.status.sink.read;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.sink.write.PolledBatch;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
  private static final TopicPartition FIRST = new TopicPartition("status", 0);
  private static final TopicPartition SECOND = new TopicPartition("status", 1);

  private final OffsetTracker offsets = new OffsetTracker();

  @Test
  void shouldGoNoFurtherThanWhatIsStored() {
    PolledBatch a = begin(FIRST, 10);
    PolledBatch b = begin(FIRST, 20);
    PolledBatch c = begin(FIRST, 30);
    PolledBatch other = begin(SECOND, 5);

    b.release();
    other.release();
    assertThat(offsets.takeStored()).isEqualTo(Map.of(SECOND, new OffsetAndMetadata(5)));
    assertThat(offsets.areStored(List.of(SECOND))).isTrue();
    assertThat(offsets.areStored(List.of(FIRST))).isFalse();

    a.release();
    assertThat(offsets.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(20)));
    assertThat(offsets.takeStored()).isEmpty();
    assertThat(offsets.areAllStored()).isFalse();
    c.release();
    assertThat(offsets.areAllStored()).isTrue();
    assertThat(offsets.count()).isEqualTo(1);
    assertThat(offsets.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(30)));
    assertThat(offsets.count()).isZero();
  }

  @Test
  void shouldWaitForEachHold() {
    PolledBatch batch = begin(FIRST, 10);
    batch.hold();

    batch.release();
    assertThat(offsets.takeStored()).isEmpty();
    batch.release();
    assertThat(offsets.takeStored()).containsKey(FIRST);
  }

  @Test
  void shouldNotTakeMoreMemoryTheLongerOneSliceWaits() {
    PolledBatch stuck = begin(FIRST, 1);
    for (int i = 2; i <= 100_000; i++) {
      begin(FIRST, i).release();
    }
    PolledBatch later = begin(FIRST, 100_001);

    assertThat(offsets.count()).isLessThan(2000);
    assertThat(offsets.takeStored()).isEmpty();
    stuck.release();
    assertThat(offsets.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(100_000)));
    later.release();
    assertThat(offsets.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(100_001)));
  }

  @Test
  void shouldReturnPositionsThatWereOnlyPassed() {
    begin(FIRST, 7).release();

    assertThat(offsets.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(7)));
  }

  @Test
  void shouldForgetAndAbandonWhatIsAnothers() {
    PolledBatch lost = begin(FIRST, 10);
    PolledBatch kept = begin(SECOND, 10);

    offsets.forget(List.of(FIRST));
    lost.release();

    assertThat(lost.isAbandoned()).isTrue();
    assertThat(kept.isAbandoned()).isFalse();
    assertThat(offsets.takeStored()).isEmpty();
    assertThat(offsets.areStored(List.of(FIRST))).isTrue();
  }

  private PolledBatch begin(TopicPartition partition, long next) {
    return offsets.begin(partition, new OffsetAndMetadata(next));
  }
}
