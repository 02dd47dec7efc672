package ai.warehouse.status.sink;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps items in their tables, and what can't be stored there in the dead letter topic. */
record TablesAndDeadLetters(DynamoDbWriter tables, DeadLetterWriter deadLetters) implements Store {
  @Override
  public CompletableFuture<Attempt> store(List<ItemWrite> writes) {
    return tables.write(writes);
  }

  @Override
  public CompletableFuture<Void> reject(RejectedRecord record) {
    return deadLetters.write(record);
  }
}
