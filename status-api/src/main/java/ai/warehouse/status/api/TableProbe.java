package ai.warehouse.status.api;

import ai.warehouse.status.model.BuildKey;
import ai.warehouse.status.model.dynamodb.EventQuery;
import ai.warehouse.status.model.dynamodb.MissingTableException;
import ai.warehouse.status.model.dynamodb.StatusModels;
import ai.warehouse.status.model.dynamodb.Tables;
import ai.warehouse.status.service.dynamodb.FailureClassifier;
import ai.warehouse.status.service.dynamodb.RetryableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks each table for a build that doesn't exist, to find out whether the service can read there.
 */
final class TableProbe implements Supplier<Boolean> {
  private static final BuildKey NOBODYS = new BuildKey("status-api", "probe", "0");

  private final StatusModels models;
  private final Tables tables;

  TableProbe(StatusModels models, Tables tables) {
    this.models = models;
    this.tables = tables;
  }

  /**
   * {@inheritDoc}
   *
   * @return true
   * @throws RetryableException if a table doesn't exist; the sink may be about to create it
   * @throws CompletionException as the database answers
   */
  @Override
  public Boolean get() {
    ask(tables.statusHead(), models.statusHeads().findOne(NOBODYS.packageKey()));
    ask(tables.status(), models.statuses().findOne(NOBODYS));
    ask(tables.statusCounter(), models.statusCounters().findOne(NOBODYS));
    ask(
        tables.statusEvent(),
        models.statusEvents().findAll(NOBODYS, EventQuery.newestFirst().limit(1)));
    return true;
  }

  private static void ask(String table, CompletableFuture<? extends @Nullable Object> answer) {
    try {
      answer.join();
    } catch (CompletionException e) {
      if (FailureClassifier.unwrap(e) instanceof MissingTableException) {
        throw new RetryableException(
            "table %s does not exist; the sink creates tables (tables.create=true)"
                .formatted(table));
      }
      throw e;
    }
  }
}
