package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.at;
import static ai.warehouse.status.api.Samples.event;
import static ai.warehouse.status.api.Samples.status;
import static ai.warehouse.status.model.EventKind.COMPLETE;
import static ai.warehouse.status.model.EventKind.EVENT;
import static ai.warehouse.status.model.EventKind.QUEUED;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class WatchedBuildsTest {
  private static final PackageKey PACKAGE = BUILD.packageKey();
  private static final BuildKey NEXT = new BuildKey(BUILD.pkg(), BUILD.env(), "1.0.1");

  private final World world = new World();

  private static StatusEvent of(BuildKey build, long number, String locale) {
    return event(build, COMPLETE, number).locale(locale).build();
  }

  private void store(Status status, int locales) {
    world.dynamoDb.put(status);
    world.dynamoDb.put(event(status.key(), QUEUED, 0).total(locales).build());
    for (int i = 1; i <= locales; i++) {
      world.dynamoDb.put(of(status.key(), i, "locale" + i));
    }
  }

  private static List<String> versions(Client client) {
    return client.all("snapshot").stream()
        .map(snapshot -> snapshot.at("/build/version").asText("none"))
        .toList();
  }

  private static List<String> locales(JsonNode message) {
    return StreamSupport.stream(message.get("locales").spliterator(), false)
        .map(locale -> locale.path("locale").asText())
        .toList();
  }

  @Test
  void shouldShowWhatIsStoredAndThenWhatHappens() {
    store(status(BUILD).updatedAt(at(3)).progress(30).previousVersion("0.9").build(), 3);
    world.dynamoDb.put(
        status(new BuildKey(BUILD.pkg(), BUILD.env(), "0.9")).complete(true).build());
    world.started();
    Client client = world.build(BUILD);
    world.settle();
    assertThat(world.watched).containsExactly(BUILD);
    JsonNode snapshot = client.last("snapshot");
    assertThat(snapshot.at("/build/count").asInt()).isEqualTo(3);
    assertThat(snapshot.at("/previous/version").asText()).isEqualTo("0.9");
    assertThat(locales(snapshot)).hasSize(4);
    assertThat(snapshot.get("events")).hasSize(4);

    world.topic(of(BUILD, 4, "de-DE"));
    world.topic(of(BUILD, 3, "locale3")); // again
    world.topic(status(BUILD).updatedAt(at(4)).progress(40).revision(2).build());
    world.settle();

    JsonNode changes = client.last("changes");
    assertThat(locales(changes)).containsExactly("de-DE");
    assertThat(changes.get("events")).hasSize(1);
    assertThat(changes.at("/build/progress").asInt()).isEqualTo(40);
    assertThat(client.all("changes")).hasSize(1);
  }

  @Test
  void shouldHoldFiveThousandLocales() {
    store(status(BUILD).total(5_000).progress(100).complete(true).build(), 5_000);
    world.started();
    Client client = world.build(BUILD);
    world.settle();
    JsonNode snapshot = client.last("snapshot");
    assertThat(locales(snapshot)).hasSize(5_001);
    assertThat(snapshot.get("events")).hasSize(1_000);
    assertThat(snapshot.get("eventsLeftOut").asBoolean()).isTrue();
    assertThat(snapshot.at("/build/count").asInt()).isEqualTo(5_000);
  }

  @Test
  void shouldReadOnceForAllAndForgetThemSecondsAfterTheLast() throws Exception {
    store(status(BUILD).build(), 3);
    world.started();
    Client first = new Client();
    AutoCloseable firstStream = world.live.build(BUILD, first);
    AutoCloseable secondStream = world.live.build(BUILD, new Client());
    world.settle();
    long reads = world.dynamoDb.requests.size();
    assertThat(world.live.watchedBuilds()).isEqualTo(1);
    assertThat(world.live.subscribers()).isEqualTo(2);
    firstStream.close();
    secondStream.close();
    secondStream.close();
    world.pass(Duration.ofSeconds(4));
    Client third = new Client();
    AutoCloseable thirdStream = world.live.build(BUILD, third);
    world.pass(Duration.ofSeconds(30));
    assertThat(third.all("snapshot")).hasSize(1);
    assertThat(world.dynamoDb.requests).hasSize((int) reads);
    thirdStream.close();
    world.pass(Duration.ofSeconds(7));
    assertThat(world.live.watchedBuilds()).isZero();
    assertThat(world.live.subscribers()).isZero();
    assertThat(world.watched).isEmpty();
  }

  @Test
  void shouldBeginAStreamOfAnUnknownBuildWhenTheBuildDoes() {
    world.started();
    Client client = world.build(BUILD);
    world.settle();
    assertThat(client.last("snapshot").has("build")).isFalse();

    world.topic(event(BUILD, QUEUED, 0).total(10).build());
    world.topic(status(BUILD).build());
    world.settle();

    assertThat(client.last("snapshot").at("/build/state").asText()).isEqualTo("queued");
    assertThat(client.last("snapshot").get("events")).hasSize(1);
  }

  @Test
  void shouldStayOpenAndSayThatTheDatabaseIsAway() {
    store(status(BUILD).build(), 30);
    world.started();
    world.dynamoDb.away(true);
    Client client = world.build(BUILD);
    world.settle();
    assertThat(client.last("upstream").get("what").asText()).isEqualTo("dynamodb");
    assertThat(client.all("snapshot")).isEmpty();
    world.topic(of(BUILD, 77, "meanwhile"));
    world.pass(Duration.ofMinutes(1));

    world.dynamoDb.away(false);
    world.pass(Duration.ofSeconds(12));

    assertThat(client.last("upstream").get("ok").asBoolean()).isTrue();
    assertThat(locales(client.last("snapshot"))).hasSize(32).contains("meanwhile");
  }

  @Test
  void shouldFollowTheHead() {
    Status first = status(BUILD).progress(50).revision(2).build();
    store(first, 2);
    Status next = status(NEXT).previousVersion("1.0.0").revision(5).build();
    world.started(List.of(StatusHead.of(first, 2)), List.of(first));
    Client client = world.head(PACKAGE);
    Client ofBuild = world.build(BUILD);
    world.settle();
    assertThat(client.last("snapshot").at("/build/head").asBoolean()).isTrue();

    world.topic(next);
    world.topic(StatusHead.of(next, 5));
    world.settle();
    world.topic(status(BUILD).progress(60).revision(6).build());
    world.settle();

    assertThat(versions(client)).containsExactly("1.0.0", "1.0.1");
    assertThat(client.all("changes")).isEmpty();
    assertThat(ofBuild.all("changes").get(0).at("/build/head").asBoolean()).isFalse();
    assertThat(ofBuild.last("changes").at("/build/progress").asInt()).isEqualTo(60);
  }

  @Test
  void shouldBeginAStreamOfAPackageWhenItHasAHead() throws Exception {
    Client early = world.head(PACKAGE);
    world.settle();
    assertThat(early.messages).isEmpty(); // whether there is a head, nobody knows yet
    world.started();
    Client late = new Client();
    AutoCloseable stream = world.live.head(PACKAGE, late);
    world.settle();
    assertThat(versions(early)).containsExactly("none");
    Status first = status(BUILD).build();
    world.topic(first);
    world.topic(StatusHead.of(first, 1));
    world.settle();
    assertThat(versions(early)).containsExactly("none", "1.0.0");
    assertThat(versions(late)).containsExactly("none", "1.0.0");
    stream.close();
    world.settle();
    assertThat(world.live.subscribers()).isEqualTo(1);
  }

  @Test
  void shouldFindTheHeadThatTheStartHasRead() {
    Client early = world.head(PACKAGE);
    world.settle();
    Status first = status(BUILD).build();
    world.started(List.of(StatusHead.of(first, 1)), List.of(first));
    world.settle();
    assertThat(versions(early)).containsExactly("1.0.0");
  }

  @Test
  void shouldShowAStalledBuildWithoutAnyRecord() {
    store(status(BUILD).progress(30).updatedAt(at(3)).build(), 3);
    world.started();
    Client client = world.build(BUILD);
    world.pass(World.STALLED_AFTER.plusSeconds(5));
    assertThat(client.last("changes").at("/build/state").asText()).isEqualTo("stalled");
    assertThat(client.all("changes")).hasSize(1);
  }

  @Test
  void shouldReadEventsThatTheTopicDoesNotTell() {
    store(status(BUILD).progress(30).updatedAt(at(3)).build(), 3);
    world.started();
    Client client = world.build(BUILD);
    world.settle();
    long reads = world.dynamoDb.count(QueryRequest.class);
    // In another partition than its package's, or stored late.
    world.dynamoDb.put(of(BUILD, 4, "strange"));
    world.topic(status(BUILD).progress(40).updatedAt(at(4)).revision(2).build());
    world.pass(Duration.ofSeconds(10));
    assertThat(client.all("changes")).anyMatch(change -> change.has("locales"));
    long once = world.dynamoDb.count(QueryRequest.class);
    assertThat(once).isGreaterThan(reads);
    world.pass(Duration.ofMinutes(10));
    assertThat(world.dynamoDb.count(QueryRequest.class)).isEqualTo(once);
  }

  @Test
  void shouldReadSeldomWhatIsNotThere() {
    world.dynamoDb.put(status(BUILD).progress(30).updatedAt(at(3)).build()); // events have expired
    world.started();
    world.build(BUILD);
    world.pass(Duration.ofHours(1));
    assertThat(world.dynamoDb.count(QueryRequest.class)).isLessThan(25);
  }

  @Test
  void shouldNotBeHeldUpByOthers() {
    world.started();
    Client client = world.build(BUILD);
    world.settle();
    world.topic(event(NEXT, EVENT, 1).build());
    world.settle();
    assertThat(client.messages).hasSize(1);
  }
}
