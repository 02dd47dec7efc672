package ai.warehouse.status.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.json.StatusEventJson;
import ai.warehouse.status.processor.fold.OldWorkers.Message;
import ai.warehouse.status.testing.reference.ReferenceTables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How the old service came to wrong builds: what its scheduler and workers sent was handled at the
 * same time, twice, or in another order. The same 237 builds of 20 locales each, sent in those
 * ways, must leave none wrong here.
 */
class OldServiceScenariosTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final long SEED = 237;
  private static final int DUPLICATES_IN_100 = 5;
  private static final int LATE_MESSAGES = 10;

  @Test
  void shouldBeRightWhenABuildReportsEverythingInTheSameMillisecond() {
    List<Sent> log = new ArrayList<>();
    Instant now = START;
    for (List<Message> report : reports(new Random(SEED))) {
      for (Message message : report) {
        log.add(new Sent(message, now));
      }
      now = now.plusSeconds(1);
    }

    assertNoBuildIsWrong(log);
  }

  @Test
  void shouldBeRightWhenOneMessageInTwentyComesAgainAtOnceOrLater() {
    Random random = new Random(SEED);
    List<Message> log = new ArrayList<>();
    for (List<Message> report : reports(random)) {
      List<Message> delivered = new ArrayList<>(report);
      for (Message message : report) {
        if (random.nextInt(100) < DUPLICATES_IN_100) {
          int after = delivered.indexOf(message) + 1;
          delivered.add(after + random.nextInt(delivered.size() - after + 1), message);
        }
      }
      log.addAll(delivered);
    }

    assertNoBuildIsWrong(oneByOne(log));
  }

  @Test
  void shouldBeRightWhenTheMessagesOfABuildComeInAnyOrder() {
    Random random = new Random(SEED);
    List<List<Message>> reports = reports(random);
    reports.forEach(report -> Collections.shuffle(report, random));

    assertNoBuildIsWrong(oneByOne(concat(reports)));
  }

  @Test
  void shouldBeRightWhenQueuedComesAfterTheLastCompletion() {
    List<List<Message>> reports =
        reports(new Random(SEED)).stream().map(OldServiceScenariosTest::queuedLast).toList();

    assertNoBuildIsWrong(oneByOne(concat(reports)));
  }

  @Test
  void shouldBeRightWhenAnOlderVersionIsStillHeardOfAfterANewerOneBegan() {
    List<List<Message>> reports = reports(new Random(SEED));
    List<Message> log = new ArrayList<>();
    for (int i = 0; i < reports.size(); i++) {
      List<Message> report = reports.get(i);
      log.addAll(report.subList(0, LATE_MESSAGES));
      if (i >= OldWorkers.PACKAGES) {
        log.addAll(last(reports.get(i - OldWorkers.PACKAGES)));
      }
      boolean superseded = i + OldWorkers.PACKAGES < reports.size();
      log.addAll(report.subList(LATE_MESSAGES, report.size() - (superseded ? LATE_MESSAGES : 0)));
    }

    assertNoBuildIsWrong(oneByOne(log));
  }

  private static List<Message> last(List<Message> report) {
    return report.subList(report.size() - LATE_MESSAGES, report.size());
  }

  private static List<Message> queuedLast(List<Message> report) {
    Predicate<Message> queued = message -> message.eventType().equals("queued");
    return Stream.concat(report.stream().filter(queued.negate()), report.stream().filter(queued))
        .toList();
  }

  /** A message and when it was sent, which is all the time that old messages know. */
  private record Sent(Message message, Instant at) {
    StatusEvent event(long offset) {
      RecordPosition position = new RecordPosition("status-events", 0, offset, at.toEpochMilli());
      byte[] value = message.json().getBytes(StandardCharsets.UTF_8);
      return StatusEventJson.read(value, position);
    }
  }

  private static List<List<Message>> reports(Random random) {
    OldWorkers workers = new OldWorkers(random);
    return OldWorkers.builds().stream().map(workers::report).toList();
  }

  private static List<Message> concat(List<List<Message>> reports) {
    return reports.stream().flatMap(List::stream).toList();
  }

  private static List<Sent> oneByOne(List<Message> messages) {
    return IntStream.range(0, messages.size())
        .mapToObj(i -> new Sent(messages.get(i), START.plusMillis(i)))
        .toList();
  }

  private static void assertNoBuildIsWrong(List<Sent> log) {
    List<StatusEvent> events =
        IntStream.range(0, log.size()).mapToObj(i -> log.get(i).event(i)).toList();
    ReferenceTables expected = ReferenceTables.of(events);
    CheckedFold fold = new CheckedFold();

    fold.foldAll(events);

    fold.tables().assertEqualTo(expected);
    assertThat(expected.statuses()).hasSize(OldWorkers.BUILDS);
    assertThat(expected.statuses().values()).allMatch(Status::complete).noneMatch(Status::error);
    assertThat(expected.counters().values())
        .allMatch(counter -> counter.count() == OldWorkers.LOCALES);
    assertThat(expected.heads()).hasSize(OldWorkers.PACKAGES);
    assertThat(expected.heads().values())
        .allMatch(head -> head.version().equals(newest(head.key())));
  }

  private static String newest(PackageKey key) {
    return OldWorkers.builds().stream()
        .filter(build -> build.packageKey().equals(key))
        .reduce((earlier, later) -> later)
        .map(BuildKey::version)
        .orElseThrow();
  }
}
