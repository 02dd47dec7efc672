package ai.warehouse.status.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects a plan record by record. */
final class PlanDraft {
  private final Map<ItemWrite.Id, ItemWrite> writes = new LinkedHashMap<>();
  private final List<RejectedRecord> deadLetters = new ArrayList<>();

  /**
   * Adds an item, unless a better one is there: of snapshots the one with the highest revision
   * stays, the later of equals; of events, which are immutable, the first, as BatchWriteItem
   * refuses a request that names an item twice.
   *
   * @return whether it was added
   */
  boolean write(ItemWrite write) {
    return writes.merge(write.id(), write, PlanDraft::better) == write;
  }

  private static ItemWrite better(ItemWrite earlier, ItemWrite later) {
    return later.revision() == null || later.revision() < earlier.revision() ? earlier : later;
  }

  void reject(RejectedRecord record) {
    deadLetters.add(record);
  }

  WritePlan finish() {
    return new WritePlan(
        writes.values().stream().filter(write -> write.revision() == null).toList(),
        writes.values().stream().filter(write -> write.revision() != null).toList(),
        List.copyOf(deadLetters));
  }
}
