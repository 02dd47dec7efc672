package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Judging.POSITION;
import static ai.warehouse.status.model.json.Judging.WRITTEN;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the publisher writes, the judge accepts as the same event. */
class EventRoundTripTest {
  private static final long SEED = 20_261_123L;

  private final Random random = new Random(SEED);

  @Test
  void shouldReadWhatWasWritten() {
    for (int round = 0; round < 5_000; round++) {
      StatusEvent event = event();

      Judgement judgement = EventJudge.judge(StatusEventJson.write(event), POSITION);

      assertThat(judgement)
          .as("seed %d, round %d", SEED, round)
          .isEqualTo(new Judgement.Accepted(event));
    }
  }

  private StatusEvent event() {
    EventKind[] kinds = EventKind.values();
    return StatusEvent.builder()
        .key(new BuildKey(name(), name(), name()))
        .eventId(new UUID(random.nextLong(), random.nextLong()))
        .kind(kinds[random.nextInt(kinds.length)])
        .locale(random.nextBoolean() ? name() : null)
        .message(random.nextBoolean() ? text() : null)
        .details(random.nextBoolean() ? text() : null)
        .total(random.nextBoolean() ? random.nextInt(Integer.MAX_VALUE) : null)
        .createdAt(Instant.ofEpochSecond(random.nextLong(WRITTEN.getEpochSecond()), nanos()))
        .build();
  }

  private int nanos() {
    return random.nextInt(1_000_000_000);
  }

  private String name() {
    return 'n'
        + random
            .ints(10, 0x100, 0x2FFFF)
            .filter(EventRoundTripTest::isCharacter)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** Any UTF-16, whole or broken, control characters included. */
  private String text() {
    return random
        .ints(random.nextInt(40), 0, 0x10000)
        .map(c -> random.nextBoolean() ? c : c & 0x7F)
        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
        .toString();
  }

  private static boolean isCharacter(int codePoint) {
    return codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE;
  }
}
