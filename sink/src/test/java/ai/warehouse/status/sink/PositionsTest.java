package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final TopicPartition FIRST = new TopicPartition("status", 0);
  private static final TopicPartition SECOND = new TopicPartition("status", 1);

  private final Positions positions = new Positions();

  @Test
  void shouldGoNoFurtherThanWhatIsStored() {
    Slice a = begin(FIRST, 10);
    Slice b = begin(FIRST, 20);
    Slice c = begin(FIRST, 30);
    Slice other = begin(SECOND, 5);

    b.release();
    other.release();
    assertThat(positions.takeStored()).isEqualTo(Map.of(SECOND, new OffsetAndMetadata(5)));
    assertThat(positions.areStored(List.of(SECOND))).isTrue();
    assertThat(positions.areStored(List.of(FIRST))).isFalse();

    a.release();
    assertThat(positions.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(20)));
    assertThat(positions.takeStored()).isEmpty();
    assertThat(positions.areAllStored()).isFalse();
    c.release();
    assertThat(positions.areAllStored()).isTrue();
    assertThat(positions.count()).isEqualTo(1);
    assertThat(positions.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(30)));
    assertThat(positions.count()).isZero();
  }

  @Test
  void shouldWaitForEachHold() {
    Slice slice = begin(FIRST, 10);
    slice.hold();

    slice.release();
    assertThat(positions.takeStored()).isEmpty();
    slice.release();
    assertThat(positions.takeStored()).containsKey(FIRST);
  }

  @Test
  void shouldNotTakeMoreMemoryTheLongerOneSliceWaits() {
    Slice stuck = begin(FIRST, 1);
    for (int i = 2; i <= 100_000; i++) {
      begin(FIRST, i).release();
    }
    Slice later = begin(FIRST, 100_001);

    assertThat(positions.count()).isLessThan(2000);
    assertThat(positions.takeStored()).isEmpty();
    stuck.release();
    assertThat(positions.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(100_000)));
    later.release();
    assertThat(positions.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(100_001)));
  }

  @Test
  void shouldReturnPositionsThatWereOnlyPassed() {
    begin(FIRST, 7).release();

    assertThat(positions.takeStored()).isEqualTo(Map.of(FIRST, new OffsetAndMetadata(7)));
  }

  @Test
  void shouldForgetAndAbandonWhatIsAnothers() {
    Slice lost = begin(FIRST, 10);
    Slice kept = begin(SECOND, 10);

    positions.forget(List.of(FIRST));
    lost.release();

    assertThat(lost.isAbandoned()).isTrue();
    assertThat(kept.isAbandoned()).isFalse();
    assertThat(positions.takeStored()).isEmpty();
    assertThat(positions.areStored(List.of(FIRST))).isTrue();
  }

  private Slice begin(TopicPartition partition, long next) {
    return positions.begin(partition, new OffsetAndMetadata(next));
  }
}
