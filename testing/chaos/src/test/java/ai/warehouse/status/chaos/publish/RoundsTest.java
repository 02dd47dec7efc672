package ai.warehouse.status.chaos.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.StatusEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:47:03.120Z");
  private static final int PUBLISHERS = 3;
  private static final int PARTITIONS = 4;
  private static final int ROUNDS = 50;

  @Test
  void shouldSayMuchThatIsHardToFold() {
    List<Entry> entries = all(0);
    List<Entry> good = entries.stream().filter(Entry::good).toList();

    assertThat(entries).as("bad ones").anyMatch(entry -> !entry.good());
    assertThat(good).as("misplaced ones").anyMatch(entry -> entry.partition() != null);
    assertThat(lines(good)).as("duplicates").hasSizeLessThan(good.size());
    assertThat(good.stream().map(Entry::event).map(StatusEvent::createdAt).toList())
        .as("times, of which some come late")
        .isNotEqualTo(
            good.stream().map(Entry::event).map(StatusEvent::createdAt).sorted().toList());
  }

  @Test
  void shouldHaveTheShareOfBadRecordsAskedFor() {
    for (double share : new double[] {0, 0.05, 0.9}) {
      List<Entry> entries = all(0, share);
      long bad = entries.stream().filter(entry -> !entry.good()).count();
      assertThat((double) bad / entries.size()).isCloseTo(share, within(0.02));
    }
  }

  @Test
  void shouldShareBuildsButNoEventWithOtherPublishers() {
    List<StatusEvent> mine = events(0);
    List<StatusEvent> theirs = events(1);

    assertThat(builds(mine)).containsAnyElementsOf(builds(theirs));
    Set<Object> ids = new HashSet<>(mine.stream().map(StatusEvent::eventId).toList());
    assertThat(theirs).noneMatch(event -> ids.contains(event.eventId()));
  }

  @Test
  void shouldUseAnIdForOneEventOnly() {
    List<StatusEvent> distinct = events(0).stream().distinct().toList();
    assertThat(distinct).extracting(StatusEvent::eventId).doesNotHaveDuplicates();
  }

  private static List<Entry> all(int publisher) {
    return all(publisher, 0.05);
  }

  private static List<Entry> all(int publisher, double badRecords) {
    Rounds rounds = new Rounds(1, publisher, PUBLISHERS, PARTITIONS, badRecords);
    List<Entry> entries = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      entries.addAll(rounds.next(round, NOW.plusSeconds(round)));
    }
    entries.addAll(rounds.rest());
    return entries;
  }

  private static List<StatusEvent> events(int publisher) {
    return all(publisher).stream().filter(Entry::good).map(Entry::event).toList();
  }

  private static Set<String> lines(List<Entry> entries) {
    return new HashSet<>(entries.stream().map(Entry::line).toList());
  }

  private static Set<BuildKey> builds(List<StatusEvent> events) {
    return new HashSet<>(events.stream().map(StatusEvent::key).toList());
  }
}
