package ai.warehouse.status.model.json;

import static ai.warehouse.status.model.json.Reading.WRITTEN;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Progress;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.Timestamps;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Makes valid records at random. */
final class RandomRecords {
  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  StatusEvent event() {
    EventKind[] kinds = EventKind.values();
    return StatusEvent.builder()
        .key(build())
        .eventId(new UUID(random.nextLong(), random.nextLong()))
        .kind(kinds[random.nextInt(kinds.length)])
        .locale(random.nextBoolean() ? name() : null)
        .message(random.nextBoolean() ? text() : null)
        .details(random.nextBoolean() ? text() : null)
        .total(total())
        .createdAt(timeFrom(StatusEventJson.EARLIEST))
        .build();
  }

  Status status() {
    Integer total = total();
    long count = random.nextInt(Integer.MAX_VALUE);
    return Status.builder()
        .key(build())
        .createdAt(time())
        .updatedAt(time())
        .total(total)
        .progress(Progress.percent(count, total))
        .complete(Progress.isComplete(count, total))
        .error(random.nextBoolean())
        .previousVersion(random.nextBoolean() ? name() : null)
        .revision(positive())
        .build();
  }

  StatusHead head() {
    return StatusHead.of(status(), positive());
  }

  StatusCounter counter() {
    return StatusCounter.builder().key(build()).count(positive()).revision(positive()).build();
  }

  private BuildKey build() {
    return new BuildKey(name(), name(), name());
  }

  private Integer total() {
    return random.nextBoolean() ? random.nextInt(Integer.MAX_VALUE) : null;
  }

  private long positive() {
    return random.nextLong(Long.MAX_VALUE) + 1;
  }

  private Instant time() {
    return timeFrom(Timestamps.EARLIEST);
  }

  private Instant timeFrom(Instant earliest) {
    return Instant.ofEpochSecond(
        random.nextLong(earliest.getEpochSecond(), WRITTEN.getEpochSecond()),
        random.nextInt(1_000_000_000));
  }

  private String name() {
    return 'n'
        + random
            .ints(10, 0x100, 0x2FFFF)
            .filter(RandomRecords::isCharacter)
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
