package ai.warehouse.status.processor.topology;

import static ai.warehouse.status.processor.topology.SampleRecords.BUILD;
import static ai.warehouse.status.processor.topology.SampleRecords.NOON;
import static ai.warehouse.status.processor.topology.SampleRecords.at;
import static ai.warehouse.status.processor.topology.SampleRecords.build;
import static ai.warehouse.status.processor.topology.SampleRecords.event;
import static ai.warehouse.status.processor.topology.SampleRecords.json;
import static ai.warehouse.status.processor.topology.TopologyHarness.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusCounter;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.testing.reference.Revisions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the system does with events, told at its topics: start here to learn it. */
class StatusTopologyTest {
  private TopologyHarness topology;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    topology = new TopologyHarness(1, stateDir);
  }

  @AfterEach
  void stop() {
    topology.close();
  }

  @Test
  void shouldFollowABuildToItsEnd() {
    topology.publish(event("'eventType':'queued','total':2"), at(0));
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(1));
    topology.publish(event("'eventType':'complete','locale':'de-DE'"), at(2));

    assertThat(topology.statuses())
        .containsOnlyKeys(BUILD)
        .extractingByKey(BUILD)
        .extracting(Revisions::without)
        .isEqualTo(
            Status.builder()
                .key(BUILD)
                .createdAt(at(0))
                .updatedAt(at(2))
                .total(2)
                .progress(100)
                .complete(true)
                .build());
    assertThat(topology.counters().get(BUILD).count()).isEqualTo(2);
    assertThat(topology.heads())
        .containsOnlyKeys(BUILD.packageKey())
        .extractingByKey(BUILD.packageKey())
        .extracting(Revisions::without)
        .isEqualTo(
            StatusHead.builder()
                .key(BUILD.packageKey())
                .version("1.0.0")
                .total(2)
                .progress(100)
                .createdAt(at(0))
                .updatedAt(at(2))
                .build());
    assertThat(topology.records(TOPICS.deadLetter())).isEmpty();
  }

  @Test
  void shouldAcceptMessagesOfTheOldWorkersAsTheyAre() {
    topology.publish(
        json(
            "'eventType':'queued','name':'shop','env':'prod','version':'1.0.0',"
                + "'buildType':'webpack','total':1,'message':'Builds Queued'"),
        at(0));
    topology.publish(
        json(
            "'eventType':'event','name':'shop','env':'prod','version':'1.0.0','error':null,"
                + "'locale':'en-GB','promote':true,'timing':26.88,'details':{'hash':1}"),
        at(1));
    topology.publish(
        json(
            "'eventType':'complete','name':'shop','env':'prod','version':'1.0.0',"
                + "'locale':'en-GB','message':'carpenterd-worker build completed','timing':null"),
        at(2));

    assertThat(status().complete()).isTrue();
    assertThat(topology.records(TOPICS.deadLetter())).isEmpty();
  }

  @Test
  void shouldShowABuildFromItsFirstEventOn() {
    topology.publish(event("'message':'unpacking'"), at(0));

    assertThat(Revisions.without(status()))
        .isEqualTo(Status.builder().key(BUILD).createdAt(at(0)).updatedAt(at(0)).build());
    assertThat(topology.counters()).isEmpty();
  }

  @Test
  void shouldTakeTheTimeOfTheEventRatherThanThatOfItsRecord() {
    topology.publish(event("'createdAt':'2026-11-23T11:59:00.123Z'"), NOON);
    topology.publish(event("'eventType':'queued','createdAt':1795435260000"), NOON);

    Status status = status();
    assertThat(status.createdAt()).isEqualTo("2026-11-23T11:59:00.123Z");
    assertThat(status.updatedAt()).isEqualTo("2026-11-23T12:01:00Z");
  }

  @Test
  void shouldPublishWhatChangedAndNothingElse() {
    topology.publish(event("'eventType':'queued','total':2"), at(0));
    assertPublished(1, 1, 0); // statuses, heads, counters

    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(1));
    assertPublished(1, 1, 1);

    topology.publish(event("'eventType':'error','locale':'de-DE'"), at(2));
    assertPublished(1, 1, 0);

    topology.publish(event("'locale':'de-DE','message':'a step'"), at(3));
    assertPublished(0, 0, 0);
  }

  @Test
  void shouldChangeNothingWhenAnEventComesAgain() {
    String completed =
        event(
            "'eventType':'complete','locale':'en-US','createdAt':'2026-11-23T12:00:00Z',"
                + "'eventId':'01932f5a-7c00-7000-8000-000000000001'");
    topology.publish(completed, at(0));
    assertPublished(1, 1, 1);

    topology.publish(completed, at(60));

    assertPublished(0, 0, 0);
  }

  @Test
  void shouldCountALocaleOnceHoweverOftenItIsBuilt() {
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(0));
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(10));

    assertThat(topology.counters().get(BUILD).count()).isEqualTo(1);
    assertThat(status().updatedAt()).isEqualTo(at(10));
  }

  @Test
  void shouldShowALocaleAsFailingUntilItIsBuiltAgain() {
    topology.publish(event("'eventType':'queued','total':1"), at(0));
    topology.publish(event("'eventType':'error','locale':'de-DE'"), at(1));
    assertThat(status().error()).isTrue();

    topology.publish(event("'eventType':'complete','locale':'de-DE'"), at(2));

    Status healed = status();
    assertThat(healed.error()).isFalse();
    assertThat(healed.complete()).isTrue();
  }

  @Test
  void shouldShowABuildAsFailingUntilAllOfItIsComplete() {
    topology.publish(event("'eventType':'queued','total':2"), at(0));
    topology.publish(event("'eventType':'error','message':'out of memory'"), at(1));
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(2));
    assertThat(status().error()).isTrue();

    topology.publish(event("'eventType':'complete','locale':'de-DE'"), at(3));

    assertThat(status().error()).isFalse();
  }

  @Test
  void shouldTakeACompletionWithAnErrorFlagForAnError() {
    topology.publish(event("'eventType':'complete','error':true,'locale':'de-DE'"), at(0));

    assertThat(status().error()).isTrue();
    assertThat(topology.counters()).isEmpty();
  }

  @Test
  void shouldCountIgnoredEventsAndLeaveNoOtherTrace() {
    topology.publish(event("'eventType':'ignored','total':0"), at(0));

    assertPublished(0, 0, 0);
    assertThat(topology.records(TOPICS.deadLetter())).isEmpty();
    assertThat(topology.count("records.ignored")).isOne();
    assertThat(topology.count("records.accepted")).isZero();
  }

  @Test
  void shouldBeIncompleteAgainWhenMoreIsQueued() {
    topology.publish(event("'eventType':'queued','total':1"), at(0));
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(1));
    assertThat(status().complete()).isTrue();

    topology.publish(event("'eventType':'queued','total':4"), at(2));

    Status status = status();
    assertThat(status.complete()).isFalse();
    assertThat(status.progress()).isEqualTo(25);
  }

  @Test
  void shouldTakeTheTotalOfTheLatestQueuedInWhateverOrderTheyCome() {
    topology.publish(
        event("'eventType':'queued','total':4,'createdAt':'2026-11-23T12:00:02Z'"), at(9));
    topology.publish(
        event("'eventType':'queued','total':1,'createdAt':'2026-11-23T12:00:01Z'"), at(9));

    assertThat(status().total()).isEqualTo(4);
  }

  @Test
  void shouldMakeTheVersionThatBeganLastTheHead() {
    topology.publish(event("1.0.0", "'eventType':'queued'"), at(0));
    topology.publish(event("1.1.0", "'eventType':'queued'"), at(1));

    assertHead("1.1.0", "1.0.0");
    assertPreviousVersions(previous("1.0.0", null), previous("1.1.0", "1.0.0"));
  }

  @Test
  void shouldKeepTheHeadWhenAnOlderVersionIsBuiltAgain() {
    topology.publish(event("1.0.0", "'eventType':'queued','total':1"), at(0));
    topology.publish(event("1.1.0", "'eventType':'queued','total':1"), at(1));
    topology.heads();

    topology.publish(event("1.0.0", "'eventType':'queued','total':1"), at(2));
    topology.publish(event("1.0.0", "'eventType':'complete','locale':'en-US'"), at(3));

    assertThat(topology.heads()).isEmpty();
    assertThat(topology.statuses().get(build("1.0.0")).complete()).isTrue();
  }

  @Test
  void shouldPutABuildThatIsHeardOfLateWhereItBegan() {
    topology.publish(event("1.0.0", began("12:00:00")), at(30));
    topology.publish(event("1.1.0", began("12:00:10")), at(30));
    topology.publish(event("0.9.0", began("11:59:50")), at(30));

    assertHead("1.1.0", "1.0.0");
    assertPreviousVersions(
        previous("0.9.0", null), previous("1.0.0", "0.9.0"), previous("1.1.0", "1.0.0"));
  }

  @Test
  void shouldMoveTheHeadWhenALateEventShowsThatItBeganEarlier() {
    topology.publish(event("1.0.0", began("12:00:00")), at(30));
    topology.publish(event("1.1.0", began("12:00:10")), at(30));
    assertHead("1.1.0", "1.0.0");
    topology.statuses();

    topology.publish(event("1.1.0", began("11:59:50")), at(30));

    assertHead("1.0.0", "1.1.0");
    assertPreviousVersions(previous("1.1.0", null), previous("1.0.0", "1.1.0"));
  }

  @Test
  void shouldLeaveOlderBuildsAloneWhenANewOneBegins() {
    topology.publish(event("1.0.0", "'message':'a step'"), at(0));
    topology.statuses();

    topology.publish(event("1.1.0", "'message':'a step'"), at(1));

    assertThat(topology.statuses()).containsOnlyKeys(build("1.1.0"));
  }

  @Test
  void shouldKeepPackagesAndEnvironmentsApart() {
    topology.publish(json("'pkg':'shop','env':'prod','version':'2'"), at(0));
    topology.publish(json("'pkg':'shop','env':'dev','version':'3'"), at(1));
    topology.publish(json("'pkg':'shopping','env':'prod','version':'4'"), at(2));

    Map<PackageKey, StatusHead> heads = topology.heads();
    assertThat(heads).hasSize(3);
    assertThat(heads.get(new PackageKey("shop", "prod")).version()).isEqualTo("2");
    assertThat(heads.values()).extracting(StatusHead::previousVersion).containsOnlyNulls();
  }

  @Test
  void shouldGiveEachChangeOfAnItemALargerRevision() {
    topology.publish(event("'eventType':'queued','total':2"), at(0));
    topology.publish(event("'eventType':'complete','locale':'en-US'"), at(1));
    topology.publish(event("'eventType':'complete','locale':'de-DE'"), at(2));

    assertGrowing(values(topology.records(TOPICS.status())).map(Status::revision).toList(), 3);
    assertGrowing(
        values(topology.records(TOPICS.statusHead())).map(StatusHead::revision).toList(), 3);
    assertGrowing(
        values(topology.records(TOPICS.statusCounter())).map(StatusCounter::revision).toList(), 2);
  }

  private Status status() {
    return topology.statuses().get(BUILD);
  }

  private void assertPublished(int statuses, int heads, int counters) {
    assertThat(topology.records(TOPICS.status())).hasSize(statuses);
    assertThat(topology.records(TOPICS.statusHead())).hasSize(heads);
    assertThat(topology.records(TOPICS.statusCounter())).hasSize(counters);
  }

  private static String began(String time) {
    return "'createdAt':'2026-11-23T%sZ'".formatted(time);
  }

  private void assertHead(String version, String previousVersion) {
    StatusHead head = topology.heads().get(BUILD.packageKey());
    assertThat(head.version()).isEqualTo(version);
    assertThat(head.previousVersion()).isEqualTo(previousVersion);
  }

  private record Previous(String version, String previousVersion) {}

  private static Previous previous(String version, String previousVersion) {
    return new Previous(version, previousVersion);
  }

  /** Of the builds that were published since the last look. */
  private void assertPreviousVersions(Previous... expected) {
    assertThat(topology.statuses().values())
        .map(status -> previous(status.key().version(), status.previousVersion()))
        .containsExactlyInAnyOrder(expected);
  }

  private static <K, V> Stream<V> values(List<TestRecord<K, V>> records) {
    return records.stream().map(TestRecord::value);
  }

  private static void assertGrowing(List<Long> revisions, int count) {
    assertThat(revisions).hasSize(count).isSorted().doesNotHaveDuplicates();
  }
}
