package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.network.TcpProxy;
import ai.warehouse.status.chaos.process.Member;
import ai.warehouse.status.chaos.publish.PublisherMain;
import ai.warehouse.status.chaos.world.World;
import ai.warehouse.status.embedded.Signals;
import ai.warehouse.status.testing.faults.Fault;
import ai.warehouse.status.testing.faults.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Injects faults and heals them. Different parties may suffer at the same time; the same party, the
 * database and the brokers have one fault at a time, and the next one waits.
 */
final class Injector {
  private static final int MOST_CLOCK_STEP_MINUTES = 45;
  private static final long IN_SYNC_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final int LOOK_SECONDS = 5;

  private final World world;
  private final Consumer<String> say;
  private final ReentrantLock brokers = new ReentrantLock(true);
  private final ReentrantLock database = new ReentrantLock(true);

  /**
   * Injects into that world.
   *
   * @param say is told what is done
   */
  Injector(World world, Consumer<String> say) {
    this.world = world;
    this.say = say;
  }

  /** Injects one fault and returns when it is healed. */
  void inject(PlannedFault fault) throws InterruptedException {
    switch (fault.kind()) {
      case KILL_PROCESSOR -> kill(fault, oneOf(world.processors(), fault));
      case PAUSE_PROCESSOR -> pause(fault, oneOf(world.processors(), fault));
      case CUT_PROCESSOR -> cut(fault, oneOf(world.processors(), fault));
      case DELETE_STATE -> deleteState(fault, oneOf(world.processors(), fault));
      case KILL_SINK -> kill(fault, oneOf(world.sinks(), fault));
      case STOP_SINK -> stop(fault, oneOf(world.sinks(), fault));
      case PAUSE_SINK -> pause(fault, oneOf(world.sinks(), fault));
      case CUT_SINK -> cut(fault, oneOf(world.sinks(), fault));
      case CUT_SINK_FROM_DATABASE ->
          database(fault, List.of(oneOf(world.databaseProxies(), fault)), Fault.stall());
      case DATABASE_THROTTLES -> database(fault, throttle(fault));
      case DATABASE_FAILS -> database(fault, fail(fault));
      case DATABASE_STALLS -> database(fault, stall(fault));
      case DATABASE_ABSENT -> databaseAbsent(fault);
      case PAUSE_DATABASE -> pauseDatabase(fault);
      case KILL_PUBLISHER -> kill(fault, oneOf(world.publishers(), fault));
      case PAUSE_PUBLISHER -> pause(fault, oneOf(world.publishers(), fault));
      case CUT_PUBLISHERS -> cutPublishers(fault);
      case STEP_CLOCK -> stepClock(fault, oneOf(world.publishers(), fault));
      case KILL_BROKER -> withBrokers(() -> kill(fault, oneOf(world.kafka().nodes(), fault)));
      case PAUSE_BROKER -> withBrokers(() -> pause(fault, oneOf(world.kafka().nodes(), fault)));
      case CUT_BROKER -> withBrokers(() -> cutBroker(fault));
      case KILL_CONTROLLER -> withBrokers(() -> kill(fault, activeController()));
      case ROLL_BROKERS -> withBrokers(() -> rollBrokers(fault));
    }
  }

  /** Work that takes a while. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private void withBrokers(Work work) throws InterruptedException {
    with(brokers, work);
  }

  private static void with(ReentrantLock lock, Work work) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private void kill(PlannedFault fault, Member member) throws InterruptedException {
    with(
        member.inUse(),
        () -> {
          tell(fault, member.name());
          member.kill();
          last(fault);
          member.start();
        });
  }

  private void stop(PlannedFault fault, Member member) throws InterruptedException {
    with(
        member.inUse(),
        () -> {
          tell(fault, member.name());
          stop(member);
          last(fault);
          member.start();
        });
  }

  private void stop(Member member) throws InterruptedException {
    if (!member.stop()) {
      say.accept(member.name() + " didn't stop in a minute, so it was killed");
    }
  }

  private void pause(PlannedFault fault, Member member) throws InterruptedException {
    with(
        member.inUse(),
        () -> {
          tell(fault, member.name());
          member.pause();
          last(fault);
          member.resume();
        });
  }

  private void deleteState(PlannedFault fault, Member processor) throws InterruptedException {
    with(
        processor.inUse(),
        () -> {
          tell(fault, processor.name());
          processor.kill();
          world.deleteState(processor);
          last(fault);
          processor.start();
        });
  }

  private void cut(PlannedFault fault, Member member) throws InterruptedException {
    with(member.inUse(), () -> cut(fault, member.name(), world.kafka().proxies(member.name())));
  }

  private void cutPublishers(PlannedFault fault) throws InterruptedException {
    String party = world.publishersParty();
    cut(fault, party, world.kafka().proxies(party));
  }

  private void cutBroker(PlannedFault fault) throws InterruptedException {
    int node = fault.dice() % world.kafka().nodes().size();
    String name = world.kafka().nodes().get(node).name();
    cut(fault, name, world.kafka().proxiesFromOtherNodes(node), false);
  }

  /** Cuts the way to one of the brokers or, as often, to all. */
  private void cut(PlannedFault fault, String name, List<TcpProxy> proxies)
      throws InterruptedException {
    boolean all = fault.dice() / 64 % 2 == 0;
    boolean refuse = fault.dice() / 128 % 2 == 0;
    List<TcpProxy> ways = all ? proxies : List.of(proxies.get(fault.dice() / 256 % proxies.size()));
    cut(fault, "%s, %d way(s)".formatted(name, ways.size()), ways, refuse);
  }

  private void cut(PlannedFault fault, String what, List<TcpProxy> ways, boolean refuse)
      throws InterruptedException {
    tell(fault, what + (refuse ? ", connections refused" : ", packets dropped"));
    ways.forEach(refuse ? TcpProxy::refuse : TcpProxy::silence);
    last(fault);
    ways.forEach(TcpProxy::heal);
  }

  private static Fault throttle(PlannedFault fault) {
    return switch (fault.dice() / 64 % 3) {
      case 0 -> Fault.refuse(400, "ProvisionedThroughputExceededException");
      case 1 -> Fault.refuse(400, "ThrottlingException");
      default -> Fault.leaveUnprocessed(1);
    };
  }

  private static Fault fail(PlannedFault fault) {
    return switch (fault.dice() / 64 % 3) {
      case 0 -> Fault.refuse(500, "InternalServerError");
      case 1 -> Fault.refuse(503, "ServiceUnavailable");
      default -> Fault.cutAfterEffect();
    };
  }

  private static Fault stall(PlannedFault fault) {
    return switch (fault.dice() / 64 % 4) {
      case 0 -> Fault.stall();
      case 1 -> Fault.stallAfterEffect();
      case 2 -> Fault.hold();
      default -> Fault.delay(2000);
    };
  }

  private void database(PlannedFault fault, Fault what) throws InterruptedException {
    database(fault, world.databaseProxies(), what);
  }

  private void database(PlannedFault fault, List<FaultProxy> proxies, Fault what)
      throws InterruptedException {
    with(
        database,
        () -> {
          tell(fault, "for %d sink(s)".formatted(proxies.size()));
          proxies.forEach(proxy -> proxy.inject(what));
          last(fault);
          proxies.forEach(FaultProxy::heal);
        });
  }

  private void databaseAbsent(PlannedFault fault) throws InterruptedException {
    with(
        database,
        () -> {
          tell(fault, "for all");
          world.databaseProxies().forEach(FaultProxy::refuseConnections);
          last(fault);
          world.databaseProxies().forEach(FaultProxy::listen);
        });
  }

  private void pauseDatabase(PlannedFault fault) throws InterruptedException {
    with(
        database,
        () -> {
          tell(fault, "for all");
          Signals.pause(world.databasePid());
          last(fault);
          Signals.resume(world.databasePid());
        });
  }

  private void stepClock(PlannedFault fault, Member publisher) throws InterruptedException {
    with(
        publisher.inUse(),
        () -> {
          int minutes =
              fault.dice() / 64 % (2 * MOST_CLOCK_STEP_MINUTES + 1) - MOST_CLOCK_STEP_MINUTES;
          tell(fault, "%s, by %d minutes".formatted(publisher.name(), minutes));
          publisher.tell(PublisherMain.CLOCK + Duration.ofMinutes(minutes).toMillis());
        });
  }

  private Member activeController() throws InterruptedException {
    return world.kafka().nodes().get(world.kafka().activeController());
  }

  private void rollBrokers(PlannedFault fault) throws InterruptedException {
    for (Member broker : world.kafka().nodes()) {
      stop(fault, broker);
      awaitInSync();
    }
  }

  /** Waits until every partition has all its replicas, but not for ever. */
  private void awaitInSync() throws InterruptedException {
    long giveUp = System.nanoTime() + IN_SYNC_TIMEOUT_NANOS;
    while (!isInSync() && System.nanoTime() < giveUp) {
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private boolean isInSync() throws InterruptedException {
    Admin admin = world.kafka().admin();
    try {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(world.topics().all().stream().map(topic -> topic.name()).toList())
              .allTopicNames()
              .get(LOOK_SECONDS, TimeUnit.SECONDS);
      return topics.values().stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static <T> T oneOf(List<T> all, PlannedFault fault) {
    return all.get(fault.dice() % all.size());
  }

  private void tell(PlannedFault fault, String whom) {
    say.accept("%s: %s, for %d s".formatted(fault.kind().text(), whom, fault.seconds()));
  }

  private static void last(PlannedFault fault) throws InterruptedException {
    TimeUnit.SECONDS.sleep(fault.seconds());
  }
}
