package ai.warehouse.status.api.live;

import ai.warehouse.status.api.Samples;
import ai.warehouse.status.api.table.FakeDynamoDb;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The live state on a loop whose time a test moves, between tables in memory and a topic. */
final class World {
  static final Duration STALLED_AFTER = Duration.ofMinutes(30);

  final FakeLoop loop = new FakeLoop();
  final FakeDynamoDb dynamoDb = new FakeDynamoDb();
  final List<BuildKey> watched = new ArrayList<>();
  final LiveState live;

  World() {
    dynamoDb.deliver(loop);
    TableReader tables =
        dynamoDb.reader(() -> Duration.between(Samples.START, loop.now()).toNanos());
    live =
        new LiveState(
            loop,
            tables,
            STALLED_AFTER,
            new WatchedBuilds.EventSource() {
              @Override
              public void watch(BuildKey build) {
                watched.add(build);
              }

              @Override
              public void unwatch(BuildKey build) {
                watched.remove(build);
              }
            });
    live.start();
  }

  /** Takes the heads and statuses that are stored, and that the topics have been caught up with. */
  World started(List<StatusHead> heads, List<Status> statuses) {
    loop.execute(() -> live.load(heads, statuses));
    loop.execute(live::caughtUp);
    loop.run();
    return this;
  }

  World started() {
    return started(List.of(), List.of());
  }

  Client heads() {
    Client client = new Client();
    live.heads(client);
    return client;
  }

  Client build(BuildKey build) {
    Client client = new Client();
    live.build(build, client);
    return client;
  }

  Client head(PackageKey key) {
    Client client = new Client();
    live.head(key, client);
    return client;
  }

  void topic(Status status) {
    Updates updates = new Updates();
    updates.statuses().add(status);
    loop.execute(() -> live.apply(updates));
  }

  void topic(StatusHead head) {
    Updates updates = new Updates();
    updates.heads().add(head);
    loop.execute(() -> live.apply(updates));
  }

  void topic(StatusEvent event) {
    Updates updates = new Updates();
    updates.events().add(event);
    loop.execute(() -> live.apply(updates));
  }

  void kafka(boolean answering) {
    loop.execute(() -> live.answering(Upstream.Neighbour.KAFKA, answering));
  }

  void pass(Duration time) {
    loop.advance(time);
  }

  /** Lets all that is on its way arrive. */
  void settle() {
    pass(Duration.ofMillis(500));
  }
}
