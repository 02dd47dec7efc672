package ai.warehouse.status.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {
  private final EventItems items = new EventItems(null);

  @Test
  void shouldHaveNoMoreItemsThanABatchTakes() {
    assertThat(Chunks.of(writes(51, "x"))).extracting(List::size).containsExactly(25, 25, 1);
    assertThat(Chunks.of(writes(25, "x"))).extracting(List::size).containsExactly(25);
    assertThat(Chunks.of(List.of())).isEmpty();
  }

  @Test
  void shouldHaveNoMoreBytesThanARequestTakes() {
    List<List<ItemWrite>> chunks = Chunks.of(writes(25, "x".repeat(400_000)));

    assertThat(chunks)
        .allSatisfy(
            chunk ->
                assertThat(chunk.stream().mapToInt(write -> ItemSize.of(write.item())).sum())
                    .isLessThanOrEqualTo(Chunks.MAX_BYTES));
    assertThat(chunks.stream().mapToInt(List::size).sum()).isEqualTo(25);
  }

  private List<ItemWrite> writes(int count, String details) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                new ItemWrite(
                    "table",
                    items.fit(Samples.event(number).details(details).build()).item(),
                    null,
                    null))
        .toList();
  }
}
