package ai.warehouse.status.api.table;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.PackageKey;
import ai.warehouse.status.model.Status;
import ai.warehouse.status.model.StatusEvent;
import ai.warehouse.status.model.StatusHead;
import ai.warehouse.status.model.dynamodb.BuildProgress;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.dynamodb.StatusModels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Reads the tables (SPEC §2), for many who ask the same at once. Thread-safe.
 *
 * <p>An answer is up to a second old, unless a method says otherwise. Calls fail as those of {@link
 * StatusModels} do.
 */
public final class TableReader {
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final int MAX_KEPT = 2_000;
  private static final int MAX_KEPT_EVENTS = 1_000;

  private final StatusModels models;
  private final StatusModels consistent;
  private final BriefCache answers;

  /** What was asked, of which key, and in which way. */
  private record Question(String what, Object key, @Nullable Object how) {
    Question(String what, Object key) {
      this(what, key, null);
    }
  }

  /** Reads through models whose reads are eventually consistent. */
  public TableReader(StatusModels models) {
    this(models, System::nanoTime);
  }

  TableReader(StatusModels models, LongSupplier nanoTime) {
    this.models = models;
    this.answers = new BriefCache(KEPT, MAX_KEPT, nanoTime);
    this.consistent = models.withConsistentReads();
  }

  /** Finds the head of a package; null if there is none. */
  public CompletableFuture<@Nullable StatusHead> head(PackageKey key) {
    return answers.get(
        new Question("head", key), () -> models.statusHeads().findOne(key), head -> true);
  }

  /** Finds the status of a build; null if there is none. */
  public CompletableFuture<@Nullable Status> status(BuildKey build) {
    return answers.get(
        new Question("status", build), () -> models.statuses().findOne(build), status -> true);
  }

  /** Finds the status of a build, strongly consistent and by a request of its own. */
  public CompletableFuture<@Nullable Status> statusNow(BuildKey build) {
    return consistent.statuses().findOne(build);
  }

  /** Finds events of a build; all are held in memory. */
  public CompletableFuture<List<StatusEvent>> events(BuildKey build, EventQuery query) {
    return answers.get(
        new Question("events", build, query),
        () -> models.statusEvents().findAll(build, query),
        events -> events.size() <= MAX_KEPT_EVENTS);
  }

  /** Computes the progress of a build; null if the build is unknown. */
  public CompletableFuture<@Nullable BuildProgress> progress(BuildKey build) {
    return answers.get(
        new Question("progress", build), () -> models.progress(build), progress -> true);
  }

  /**
   * Finds the statuses of the newest builds of a package, newest first, along {@code
   * previousVersion}; empty without a head.
   *
   * @param limit how many at most; each costs a request, one after the other
   */
  public CompletableFuture<List<Status>> versions(PackageKey key, int limit) {
    return head(key)
        .thenCompose(
            head ->
                head == null
                    ? CompletableFuture.completedFuture(List.of())
                    : versions(key, head.version(), limit, new ArrayList<>()));
  }

  private CompletableFuture<List<Status>> versions(
      PackageKey key, @Nullable String version, int limit, List<Status> found) {
    if (version == null || found.size() >= limit) {
      return CompletableFuture.completedFuture(found);
    }
    return status(new BuildKey(key.pkg(), key.env(), version))
        .thenCompose(
            status -> {
              // While builds change places, the way may lead in a circle.
              if (status == null || found.contains(status)) {
                return CompletableFuture.completedFuture(found);
              }
              found.add(status);
              return versions(key, status.previousVersion(), limit, found);
            });
  }

  /** Reads all heads, in no order and not cached. */
  public CompletableFuture<List<StatusHead>> allHeads() {
    return models.statusHeads().scan();
  }

  /** Finds the statuses of many builds, in no order and not cached; omits those without. */
  public CompletableFuture<List<Status>> statuses(Collection<BuildKey> builds) {
    return models.statuses().findAll(builds);
  }

  /** Publishes the events of a build on demand, to each subscriber from the start; not cached. */
  public Publisher<List<StatusEvent>> history(BuildKey build, EventQuery query, int bufferSize) {
    return models.statusEvents().findAllPaged(build, query).buffer(bufferSize);
  }
}
