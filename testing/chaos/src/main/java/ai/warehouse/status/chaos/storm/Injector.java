package ai.warehouse.status.chaos.storm;

import ai.warehouse.status.chaos.network.TcpProxy;
import ai.warehouse.status.chaos.publish.PublisherMain;
import ai.warehouse.status.chaos.system.ManagedProcess;
import ai.warehouse.status.chaos.system.SystemUnderTest;
import ai.warehouse.status.testing.faults.Fault;
import ai.warehouse.status.testing.faults.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.TopicDescription;

/**
 * Injects faults and heals them. Different parties may suffer at the same time; the same party, the
 * database and the brokers have one fault at a time, and the next one waits.
 */
final class Injector {
  private static final int MOST_CLOCK_STEP_MINUTES = 45;
  private static final long IN_SYNC_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final int LOOK_SECONDS = 5;

  private final SystemUnderTest system;
  private final Consumer<String> log;
  private final Lock brokers = new ReentrantLock(true);
  private final Lock database = new ReentrantLock(true);
  private final Lock publishers = new ReentrantLock(true);

  /** Injects into that system, and logs each fault. */
  Injector(SystemUnderTest system, Consumer<String> log) {
    this.system = system;
    this.log = log;
  }

  /** Injects one fault and returns when it is healed. */
  void inject(PlannedFault fault) throws InterruptedException {
    switch (fault.kind()) {
      case KILL_PROCESSOR -> kill(fault, oneOf(system.processors(), fault));
      case PAUSE_PROCESSOR -> pause(fault, oneOf(system.processors(), fault));
      case CUT_PROCESSOR -> cut(fault, oneOf(system.processors(), fault));
      case DELETE_STATE -> deleteState(fault, oneOf(system.processors(), fault));
      case KILL_SINK -> kill(fault, oneOf(system.sinks(), fault));
      case STOP_SINK -> stop(fault, oneOf(system.sinks(), fault));
      case PAUSE_SINK -> pause(fault, oneOf(system.sinks(), fault));
      case CUT_SINK -> cut(fault, oneOf(system.sinks(), fault));
      case CUT_SINK_FROM_DATABASE ->
          answer(fault, List.of(oneOf(system.databaseProxies(), fault)), Fault.stall());
      case DATABASE_THROTTLES -> answer(fault, system.databaseProxies(), throttle(fault));
      case DATABASE_FAILS -> answer(fault, system.databaseProxies(), fail(fault));
      case DATABASE_STALLS -> answer(fault, system.databaseProxies(), stall(fault));
      case DATABASE_ABSENT -> databaseAbsent(fault);
      case PAUSE_DATABASE ->
          during(fault, database, "all", system.database()::pause, system.database()::resume);
      case KILL_PUBLISHER -> kill(fault, oneOf(system.publishers(), fault));
      case PAUSE_PUBLISHER -> pause(fault, oneOf(system.publishers(), fault));
      case CUT_PUBLISHERS ->
          cut(fault, publishers, "all", system.kafka().proxies(SystemUnderTest.PUBLISHERS));
      case STEP_CLOCK -> stepClock(fault, oneOf(system.publishers(), fault));
      case KILL_BROKER -> withBrokers(() -> kill(fault, oneOf(system.kafka().nodes(), fault)));
      case PAUSE_BROKER -> withBrokers(() -> pause(fault, oneOf(system.kafka().nodes(), fault)));
      case CUT_BROKER -> cutBroker(fault);
      case KILL_CONTROLLER -> withBrokers(() -> kill(fault, system.kafka().activeController()));
      case ROLL_BROKERS -> withBrokers(() -> rollBrokers(fault));
    }
  }

  /** Work that takes a while. */
  private interface Work {
    void run() throws InterruptedException;
  }

  private void withBrokers(Work work) throws InterruptedException {
    brokers.lockInterruptibly();
    try {
      work.run();
    } finally {
      brokers.unlock();
    }
  }

  /** Injects, lets the fault last and heals, while nobody else has the lock. */
  private void during(PlannedFault fault, Lock lock, String what, Runnable inject, Runnable heal)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      log.accept("%s: %s for %d s".formatted(fault.kind().text(), what, fault.seconds()));
      inject.run();
      TimeUnit.SECONDS.sleep(fault.seconds());
      heal.run();
    } finally {
      lock.unlock();
    }
  }

  private void restart(PlannedFault fault, ManagedProcess process, Runnable end)
      throws InterruptedException {
    during(fault, process.inUse(), process.name(), end, process::start);
  }

  private void kill(PlannedFault fault, ManagedProcess process) throws InterruptedException {
    restart(fault, process, process::kill);
  }

  private void deleteState(PlannedFault fault, ManagedProcess processor)
      throws InterruptedException {
    restart(
        fault,
        processor,
        () -> {
          processor.kill();
          system.deleteState(processor);
        });
  }

  private void stop(PlannedFault fault, ManagedProcess process) throws InterruptedException {
    restart(
        fault,
        process,
        () -> {
          if (!process.stop()) {
            log.accept(process.name() + " didn't stop in a minute, so it was killed");
          }
        });
  }

  private void pause(PlannedFault fault, ManagedProcess process) throws InterruptedException {
    during(fault, process.inUse(), process.name(), process::pause, process::resume);
  }

  private void cut(PlannedFault fault, ManagedProcess process) throws InterruptedException {
    String name = process.name();
    cut(fault, process.inUse(), name, system.kafka().proxies(name));
  }

  /** Cuts the way to one of the brokers or, as often, to all. */
  private void cut(PlannedFault fault, Lock lock, String name, List<TcpProxy> proxies)
      throws InterruptedException {
    boolean all = fault.dice() / 64 % 2 == 0;
    boolean refuse = fault.dice() / 128 % 2 == 0;
    List<TcpProxy> ways = all ? proxies : List.of(proxies.get(fault.dice() / 256 % proxies.size()));
    cut(fault, lock, "%s %d way(s),".formatted(name, ways.size()), ways, refuse);
  }

  private void cutBroker(PlannedFault fault) throws InterruptedException {
    int node = fault.dice() % system.kafka().nodes().size();
    List<TcpProxy> ways = system.kafka().proxiesFromOtherNodes(node);
    cut(fault, brokers, system.kafka().nodes().get(node).name(), ways, false);
  }

  private void cut(PlannedFault fault, Lock lock, String what, List<TcpProxy> ways, boolean refuse)
      throws InterruptedException {
    during(
        fault,
        lock,
        what + (refuse ? " connections refused" : " packets dropped"),
        () -> ways.forEach(refuse ? TcpProxy::refuse : TcpProxy::silence),
        () -> ways.forEach(TcpProxy::heal));
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

  private void answer(PlannedFault fault, List<FaultProxy> proxies, Fault answer)
      throws InterruptedException {
    during(
        fault,
        database,
        "%d sink(s)".formatted(proxies.size()),
        () -> proxies.forEach(proxy -> proxy.inject(answer)),
        () -> proxies.forEach(FaultProxy::heal));
  }

  private void databaseAbsent(PlannedFault fault) throws InterruptedException {
    List<FaultProxy> proxies = system.databaseProxies();
    during(
        fault,
        database,
        "all",
        () -> proxies.forEach(FaultProxy::refuseConnections),
        () -> proxies.forEach(FaultProxy::listen));
  }

  private void stepClock(PlannedFault fault, ManagedProcess publisher) throws InterruptedException {
    int minutes = fault.dice() / 64 % (2 * MOST_CLOCK_STEP_MINUTES + 1) - MOST_CLOCK_STEP_MINUTES;
    during(
        fault,
        publisher.inUse(),
        "%s by %d minutes".formatted(publisher.name(), minutes),
        () -> publisher.send(PublisherMain.CLOCK + Duration.ofMinutes(minutes).toMillis()),
        () -> {});
  }

  private void rollBrokers(PlannedFault fault) throws InterruptedException {
    for (ManagedProcess broker : system.kafka().nodes()) {
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
    try {
      Map<String, TopicDescription> topics =
          system
              .kafka()
              .admin()
              .describeTopics(system.topics().all().stream().map(topic -> topic.name()).toList())
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
}
