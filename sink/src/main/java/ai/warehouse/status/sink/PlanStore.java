package ai.warehouse.status.sink;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Carries a plan out: items into the tables, and what can't be stored to the dead letters. */
final class PlanStore {
  private final DynamoDbWriter tables;
  private final DeadLetterWriter deadLetters;

  PlanStore(DynamoDbWriter tables, DeadLetterWriter deadLetters) {
    this.tables = tables;
    this.deadLetters = deadLetters;
  }

  /** Completes when nothing of the plan can get lost any more; fails with what is fatal. */
  CompletableFuture<Void> store(WritePlan plan) {
    return Futures.all(
        List.of(
            deadLetters.write(plan.deadLetters()),
            tables.write(plan).thenCompose(deadLetters::write)));
  }
}
