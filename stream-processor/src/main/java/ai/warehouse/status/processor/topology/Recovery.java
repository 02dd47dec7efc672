package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.RecordPosition;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.processor.fold.BuildState;
import ai.warehouse.status.processor.fold.FoldResult;
import ai.warehouse.status.processor.fold.PackageSettler;
import ai.warehouse.status.processor.fold.Settlement;
import ai.warehouse.status.processor.fold.StatusFold;
import ai.warehouse.status.processor.state.FoldState;
import ai.warehouse.status.processor.state.LogClock;
import ai.warehouse.status.processor.state.Unsettled;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes good what a crash may do to a state that is written without transactions: each store and
 * each topic keeps what had reached it, so counts may lack what locales have, and readers may lack
 * a change that the state has. And the state itself may hold what never reached its changelogs, and
 * what the next owner of the task would therefore not find.
 *
 * <p>Until the task has read again what lay before it when it started, the facts that events make
 * are stored, known or not, and nothing is published. Then each package that had events is settled:
 * what follows from its facts is computed anew, and published from the earliest build on that had
 * an event.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int PACKAGES_PER_TICK = 100;

  private final ProcessingContext context;
  private final FoldState state;
  private final LogClock clock;
  private final Consumer<Settlement> publish;
  private final Unsettled unsettled;
  private final boolean withoutTransactions;
  private final CatchUp catchUp;
  private final Cancellable ticking;
  private boolean catchingUp;
  private long lastPause;

  /**
   * Begins when a task does.
   *
   * @param publish is given what has been settled, to be published
   */
  Recovery(
      ProcessingContext context,
      FoldState state,
      LogClock clock,
      Backlog.Reader backlogs,
      Consumer<Settlement> publish) {
    this.context = context;
    this.state = state;
    this.clock = clock;
    this.publish = publish;
    unsettled = new Unsettled(context);
    withoutTransactions =
        StreamsConfig.AT_LEAST_ONCE.equals(
            context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    catchingUp = withoutTransactions || unsettled.marked();
    unsettled.mark(catchingUp);
    if (catchingUp) {
      clock.store();
    }
    Backlog backlog = catchingUp ? backlogs.read(context.taskId().partition()) : Backlog.NONE;
    unsettled.load(catchingUp ? backlog.position() : Long.MAX_VALUE);
    catchUp = new CatchUp(backlog.ends());
    lastPause = context.currentSystemTimeMs();
    ticking = context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    if (catchingUp) {
      LOG.atInfo()
          .addKeyValue("task", context.taskId())
          .addKeyValue("position", backlog.position())
          .addKeyValue("ends", backlog.ends())
          .log("Catching up before anything is published");
    }
    proceed();
  }

  /** Returns whether events are only to be added to the facts. */
  boolean catchingUp() {
    return catchingUp;
  }

  /** Settles an event's package if it has to be, before the event is folded. */
  void prepare(StatusEvent event, RecordPosition position) {
    if (!catchingUp) {
      settle(event.key().packageKey());
      if (position.partition() == context.taskId().partition()) {
        unsettled.confirm(position.offset());
      }
    }
  }

  /** Adds an event to the facts. */
  FoldResult foldFacts(StatusEvent event) {
    FoldResult result = StatusFold.foldFacts(state, event);
    BuildState build = result.builds().getOrDefault(event.key(), state.build(event.key()));
    unsettled.add(event.key().packageKey(), build.createdAt());
    return result;
  }

  /** Notes that a record has been dealt with. */
  void passed(RecordMetadata record) {
    if (catchingUp) {
      catchUp.passed(record.topic(), record.offset());
      proceed();
    }
  }

  private void settle(PackageKey key) {
    Instant from = unsettled.settle(key);
    if (from != null) {
      Settlement settlement = PackageSettler.settle(state, key, from, clock.now());
      state.store(settlement);
      publish.accept(settlement);
    }
  }

  private void tick(long now) {
    if (now - lastPause >= PAUSE.toMillis()) {
      lastPause = now;
      catchUp.pause();
    }
    proceed();
    for (int i = 0; i < PACKAGES_PER_TICK && !catchingUp && !unsettled.isEmpty(); i++) {
      settle(unsettled.next());
    }
    if (!catchingUp && unsettled.isEmpty()) {
      ticking.cancel();
    }
  }

  private void proceed() {
    if (catchingUp && catchUp.done()) {
      catchingUp = false;
      unsettled.mark(withoutTransactions);
      LOG.atInfo().addKeyValue("task", context.taskId()).log("Caught up");
    }
  }
}
