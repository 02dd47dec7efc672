package ai.warehouse.status.api.live;

import ai.warehouse.status.api.live.Upstream.Neighbour;
import ai.warehouse.status.api.table.TableReader;
import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.kafka.Topics;
import ai.warehouse.status.service.KafkaAccessDeniedException;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.FailureClassifier.FailureKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** Runs all that is live: one thread follows the topics, and one has the state. */
public final class Live implements LiveStreams, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(10);
  private static final BackoffStrategy RETRY =
      BackoffStrategy.exponentialDelay(Duration.ofMillis(500), Duration.ofSeconds(10));

  private final TableReader tables;
  private final ThreadLoop loop = new ThreadLoop();
  private final LiveState state;
  private final TopicFollower follower;
  private final Thread thread = new Thread(this::follow, "topic-follower");
  private final CompletableFuture<Void> termination = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Prepares to follow; nothing happens before {@link #start}.
   *
   * @param consumer closed with this. It must have no group, {@code isolation.level} {@code
   *     read_committed}, {@code auto.offset.reset} {@code earliest}, {@code
   *     allow.auto.create.topics} false, and a {@code metadata.max.age.ms} within which new
   *     partitions are to be noticed
   * @param stalledAfter the time without an event after which a build is stalled
   */
  public Live(
      Consumer<byte[], byte[]> consumer, Topics topics, TableReader tables, Duration stalledAfter) {
    this.tables = tables;
    follower = new TopicFollower(consumer, topics, new Following());
    state = new LiveState(loop, tables, stalledAfter, follower);
  }

  /** Begins; returns at once. */
  public void start() {
    loop.execute(state::start);
    thread.start();
  }

  private void follow() {
    try {
      follower.run();
      termination.complete(null);
    } catch (RuntimeException | Error e) {
      // Whoever runs the service logs it.
      termination.completeExceptionally(
          KafkaAccessDeniedException.of(e, topic -> "Read")
              .<Throwable>map(refusal -> refusal)
              .orElse(e));
    }
  }

  /** Completes when following has ended: exceptionally if a person must act. */
  public CompletableFuture<Void> termination() {
    return termination;
  }

  /** Returns whether all heads are known, and all that was in the topics at the start. */
  public boolean isReady() {
    return state.isReady();
  }

  /** Returns since when the brokers don't answer; null if they do. */
  public @Nullable Instant kafkaAwaySince() {
    return state.upstream().awaySince(Neighbour.KAFKA);
  }

  /** Returns since when DynamoDB doesn't answer; null if it does, as far as it was asked. */
  public @Nullable Instant dynamoDbAwaySince() {
    return state.upstream().awaySince(Neighbour.DYNAMODB);
  }

  @Override
  public AutoCloseable heads(Subscriber to) {
    return state.heads(to);
  }

  @Override
  public AutoCloseable head(PackageKey key, Subscriber to) {
    return state.head(key, to);
  }

  @Override
  public AutoCloseable build(BuildKey build, Subscriber to) {
    return state.build(build, to);
  }

  /** Returns who waits for builds. */
  public Waiting waiting() {
    return state.waiters();
  }

  /** Returns the heads. */
  public LiveHeads heads() {
    return state.heads();
  }

  /** Returns how many heads are known. */
  public int headCount() {
    return state.heads().size();
  }

  /** Returns how many builds are watched. */
  public int watchedBuilds() {
    return state.watchedBuilds();
  }

  /** Returns how many streams are open. */
  public int subscribers() {
    return state.subscribers();
  }

  /** Returns how many wait for a build. */
  public int waiters() {
    return state.waiters().size();
  }

  /** Returns how many records lie between what was followed and the ends of the topics. */
  public long lag() {
    return follower.lag();
  }

  /** Returns how many records could not be read and were skipped. */
  public long skippedRecords() {
    return follower.skipped();
  }

  /** Ends all streams and stops following, and answers all who wait that the service stops. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return; // the loop has ended, and would run no task that is waited for
    }
    stopping.countDown();
    follower.stop();
    if (thread.getState() == Thread.State.NEW) {
      follower.run(); // which only closes the consumer
    }
    runAndWait(state::end);
    join();
    loop.close();
  }

  private void join() {
    try {
      thread.join(END_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException("the follower of the topics did not end in time");
    }
  }

  private void runAndWait(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            task.run();
          } finally {
            done.complete(null);
          }
        });
    done.join();
  }

  /** Passes what is followed to the loop. */
  private final class Following implements TopicFollower.Listener {
    private @Nullable Boolean answering;

    @Override
    public void positioned() {
      for (int attempt = 1; !load(); attempt++) {
        if (isStoppingWithin(RETRY.computeDelay(attempt))) {
          return;
        }
      }
    }

    private boolean load() {
      try {
        List<StatusHead> stored = tables.allHeads().join();
        List<Status> statuses =
            tables
                .statuses(stored.stream().map(head -> HeadEntry.of(head, null).build()).toList())
                .join();
        runAndWait(() -> state.load(stored, statuses));
        LOG.atInfo().addKeyValue("heads", stored.size()).log("Read all heads");
        return true;
      } catch (CompletionException e) {
        if (FailureClassifier.classify(e) != FailureKind.RETRYABLE) {
          throw e;
        }
        loop.execute(() -> state.failed(e, tables::allHeads));
        return false;
      }
    }

    private boolean isStoppingWithin(Duration delay) {
      try {
        return stopping.await(delay.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }

    @Override
    public void take(Updates updates) {
      runAndWait(() -> state.apply(updates));
    }

    @Override
    public void caughtUp() {
      loop.execute(state::caughtUp);
    }

    @Override
    public void answering(boolean now) {
      if (answering == null || answering != now) {
        answering = now;
        loop.execute(() -> state.answering(Neighbour.KAFKA, now));
      }
    }
  }
}
