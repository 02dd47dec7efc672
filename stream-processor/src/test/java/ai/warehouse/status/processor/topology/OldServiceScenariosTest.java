package ai.warehouse.status.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.json.EventJudge;
import ai.warehouse.status.model.json.Judgement;
import ai.warehouse.status.processor.topology.OldWorkers.Message;
import ai.warehouse.status.testing.reference.ReferenceTables;
import ai.warehouse.status.testing.reference.Revisions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How the old service came to wrong builds: what its scheduler and workers sent was handled at the
 * same time, twice, or in another order. The same 237 builds of 20 locales each, sent in those
 * ways, must leave none wrong here.
 */
class OldServiceScenariosTest {
  private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  private static final long SEED = 237;
  private static final int PARTITIONS = 4; // a quarter of the packages in place, the others hop
  private static final int DUPLICATES_IN_100 = 5;
  private static final int LATE_MESSAGES = 10;

  @TempDir private Path stateDir;

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
      RecordPosition position =
          new RecordPosition(
              TopologyHarness.TOPICS.statusEvents().name(), 0, offset, at.toEpochMilli());
      byte[] value = message.json().getBytes(StandardCharsets.UTF_8);
      return ((Judgement.Accepted) EventJudge.judge(value, position)).event();
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

  private void assertNoBuildIsWrong(List<Sent> log) {
    ReferenceTables expected =
        ReferenceTables.of(
            IntStream.range(0, log.size()).mapToObj(i -> log.get(i).event(i)).toList());
    try (TopologyHarness topology = new TopologyHarness(PARTITIONS, stateDir)) {
      log.forEach(sent -> topology.publish(sent.message().json(), sent.at()));
      Map<BuildKey, Status> statuses = topology.statuses();
      Map<BuildKey, StatusCounter> counters = topology.counters();
      Map<PackageKey, StatusHead> heads = topology.heads();

      assertThat(wrong(statuses, expected.statuses(), Revisions::without))
          .as("wrong builds of %d, seed %d", OldWorkers.BUILDS, SEED)
          .isEmpty();
      assertThat(wrong(counters, expected.counters(), Revisions::without))
          .as("wrong counts of %d, seed %d", OldWorkers.BUILDS, SEED)
          .isEmpty();
      assertThat(wrong(heads, expected.heads(), Revisions::without))
          .as("wrong heads of %d, seed %d", OldWorkers.PACKAGES, SEED)
          .isEmpty();
      assertThat(topology.records(TopologyHarness.TOPICS.deadLetter())).isEmpty();
      assertThat(statuses).hasSize(OldWorkers.BUILDS);
      assertThat(statuses.values()).allMatch(Status::complete).noneMatch(Status::error);
      assertThat(counters.values()).allMatch(counter -> counter.count() == OldWorkers.LOCALES);
      assertThat(heads).hasSize(OldWorkers.PACKAGES);
      assertThat(heads.values()).allMatch(head -> head.version().equals(newest(head.key())));
    }
  }

  private static String newest(PackageKey key) {
    return OldWorkers.builds().stream()
        .filter(build -> build.packageKey().equals(key))
        .reduce((earlier, later) -> later)
        .map(BuildKey::version)
        .orElseThrow();
  }

  /** Returns a line for each item that is not as it should be. */
  private static <K extends Record, V> List<String> wrong(
      Map<K, V> actual, Map<K, V> expected, UnaryOperator<V> withoutRevision) {
    TreeSet<K> keys = new TreeSet<>((left, right) -> left.toString().compareTo(right.toString()));
    keys.addAll(actual.keySet());
    keys.addAll(expected.keySet());
    List<String> wrong = new ArrayList<>();
    for (K key : keys) {
      V is = actual.containsKey(key) ? withoutRevision.apply(actual.get(key)) : null;
      V shouldBe = expected.get(key);
      if (!Objects.equals(is, shouldBe)) {
        wrong.add("%s is %s and should be %s".formatted(key, is, shouldBe));
      }
    }
    return wrong;
  }
}
