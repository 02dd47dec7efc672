package ai.warehouse.status.api.live;

import static ai.warehouse.status.api.Samples.BUILD;
import static ai.warehouse.status.api.Samples.START;
import static ai.warehouse.status.api.Samples.at;
import static ai.warehouse.status.api.Samples.event;
import static ai.warehouse.status.api.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.EventKind;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

class HeadsTest {
  private static final BuildKey NEXT = new BuildKey(BUILD.pkg(), BUILD.env(), "1.0.1");

  private final World world = new World();

  private static StatusHead head(Status status, long revision) {
    return StatusHead.of(status, revision);
  }

  private World started(Status status) {
    return world.started(List.of(head(status, status.revision())), List.of(status));
  }

  private Client join() {
    Client client = world.heads();
    world.settle();
    return client;
  }

  private static JsonNode only(JsonNode message) {
    assertThat(message.get("heads")).hasSize(1);
    return message.at("/heads/0");
  }

  @Test
  void shouldWaitForTheHeads() {
    Client client = join();
    assertThat(client.messages).isEmpty();
    started(status(BUILD).progress(30).build());
    world.settle();

    JsonNode snapshot = client.last("snapshot");
    assertThat(snapshot.get("upstream")).hasToString("{\"ok\":true}");
    assertThat(snapshot.get("stalledAfterMs").asLong()).isEqualTo(1_800_000);
    assertThat(only(snapshot).get("progress").asInt()).isEqualTo(30);
    assertThat(client.all("changes")).isEmpty();
  }

  @Test
  void shouldTellWhatTheTopicTellsAndNothingOlder() {
    started(status(BUILD).progress(30).revision(5).build());
    Client client = join();

    world.topic(status(BUILD).progress(20).revision(4).build());
    world.settle();
    assertThat(client.all("changes")).isEmpty();

    world.topic(status(BUILD).progress(40).revision(6).build());
    world.settle();
    assertThat(only(client.last("changes")).get("progress").asInt()).isEqualTo(40);
    assertThat(world.live.heads().status(BUILD.packageKey()).progress()).isEqualTo(40);
  }

  @Test
  void shouldKnowTheStatusOfANewHeadWhicheverComesFirst() {
    started(status(BUILD).complete(true).progress(100).build());
    Client client = join();
    Status next = status(NEXT).error(true).progress(10).revision(8).build();

    world.topic(next);
    world.topic(head(next, 8));
    world.settle();

    JsonNode changed = only(client.last("changes"));
    assertThat(changed.get("version").asText()).isEqualTo("1.0.1");
    assertThat(changed.get("state").asText()).isEqualTo("failing");
    assertThat(world.dynamoDb.count(BatchGetItemRequest.class)).isZero();
  }

  @Test
  void shouldReadTheStatusOfAHeadThatTheTopicDoesNotTell() {
    Status stored = status(BUILD).error(true).progress(10).revision(3).build();
    world.started();
    Client client = join();
    world.topic(head(stored, 3));
    world.pass(Duration.ofSeconds(30));
    assertThat(only(client.last("changes")).get("state").asText()).isNotEqualTo("failing");

    world.dynamoDb.put(stored);
    world.pass(Duration.ofSeconds(60));

    assertThat(only(client.last("changes")).get("state").asText()).isEqualTo("failing");
    long reads = world.dynamoDb.count(BatchGetItemRequest.class);
    assertThat(reads).isLessThan(15); // ever less often
    world.pass(Duration.ofMinutes(10));
    assertThat(world.dynamoDb.count(BatchGetItemRequest.class)).isEqualTo(reads);
  }

  @Test
  void shouldTakeAHeadAtItsWordUntilItsStatusComes() {
    Status complete = status(BUILD).complete(true).progress(100).revision(3).build();
    world.started(List.of(head(complete, 3)), List.of());
    assertThat(only(join().last("snapshot")).get("state").asText()).isEqualTo("complete");
    assertThat(world.live.heads().status(BUILD.packageKey())).isNull();
  }

  @Test
  void shouldEstimateFromTheHeadBefore() {
    started(status(BUILD).updatedAt(at(600)).complete(true).progress(100).build());
    Client client = join();
    Status next = status(NEXT).previousVersion("1.0.0").revision(8).build();
    world.topic(next);
    world.topic(head(next, 8));
    world.settle();
    assertThat(only(client.last("changes")).get("timeLeftMs").asLong())
        .isBetween(590_000L, 600_000L);
  }

  @Test
  void shouldLookAtTheEventsOfHeadsInDoubtOnlyWhileSomebodyLooks() {
    world.dynamoDb.put(event(BUILD, EventKind.QUEUED, 0).build());
    world.dynamoDb.put(event(BUILD, EventKind.EVENT, 2).locale("de-DE").build());
    started(status(BUILD).build());
    world.pass(Duration.ofMinutes(1));
    assertThat(world.dynamoDb.count(QueryRequest.class)).isZero();

    Client client = join();
    assertThat(only(client.last("snapshot")).get("state").asText()).isEqualTo("queued");
    world.pass(Duration.ofSeconds(2));
    assertThat(only(client.last("changes")).get("state").asText()).isEqualTo("building");
    assertThat(only(client.last("changes")).get("lastEventAt").asText())
        .isEqualTo("2026-11-28T12:00:02.000Z");

    long reads = world.dynamoDb.count(QueryRequest.class);
    world.pass(Duration.ofMinutes(20));
    assertThat(world.dynamoDb.count(QueryRequest.class)).isEqualTo(reads); // in no doubt
  }

  @Test
  void shouldStallByTimeAndThenLookSeldom() {
    started(status(BUILD).updatedAt(START.plusSeconds(1)).progress(10).build());
    Client client = join();
    world.pass(Duration.ofMinutes(30).plusSeconds(2));
    assertThat(only(client.last("changes")).get("state").asText()).isEqualTo("stalled");
    assertThat(client.all("changes")).hasSize(1);
    world.pass(Duration.ofMinutes(5));
    long reads = world.dynamoDb.count(QueryRequest.class);
    world.pass(Duration.ofMinutes(60));
    assertThat(world.dynamoDb.count(QueryRequest.class) - reads).isBetween(11L, 14L);
  }

  @Test
  void shouldSayWhichNeighbourIsAwayAndSinceWhen() {
    started(status(BUILD).build());
    Client client = join();
    world.pass(Duration.ofSeconds(3));
    world.kafka(false);
    world.settle();
    assertThat(client.last("upstream"))
        .hasToString("{\"ok\":false,\"since\":\"2026-11-28T12:00:03.500Z\",\"what\":\"kafka\"}");
    assertThat(join().last("snapshot").at("/upstream/what").asText()).isEqualTo("kafka");
    world.kafka(true);
    world.settle();
    assertThat(client.last("upstream")).hasToString("{\"ok\":true}");
  }

  @Test
  void shouldNoticeDynamoDbAwayAndBack() {
    started(status(BUILD).build());
    Client client = join();
    world.dynamoDb.away(true);
    world.pass(Duration.ofSeconds(12));
    assertThat(client.last("upstream").get("what").asText()).isEqualTo("dynamodb");
    world.dynamoDb.away(false);
    world.pass(Duration.ofSeconds(12));
    assertThat(client.last("upstream").get("ok").asBoolean()).isTrue();
  }

  @Test
  void shouldKeepStreamsAlive() {
    Client early = world.heads();
    world.pass(Duration.ofSeconds(31));
    assertThat(early.messages)
        .extracting(Client.Message::event)
        .containsExactly("comment", "comment");
  }

  @Test
  void shouldEncodeNothingWhileNobodyLooks() {
    started(status(BUILD).build());
    IntStream.range(2, 100)
        .forEach(
            revision -> world.topic(status(BUILD).progress(revision).revision(revision).build()));
    world.settle();
    Client client = join();
    assertThat(only(client.last("snapshot")).get("progress").asInt()).isEqualTo(99);
    world.settle();
    assertThat(client.messages).hasSize(1);
  }

  @Test
  void shouldEndStreams() {
    Client client = join();
    world.live.end();
    assertThat(client.ended).isTrue();
    Client late = join();
    assertThat(late.ended).isTrue();
  }
}
