package ai.warehouse.status.sink;

import java.util.List;

/**
 * What is to be done for the records of one poll; no two items of it are the same item.
 *
 * @param events put in batches, without condition
 * @param snapshots put one by one, unless something newer is stored
 * @param deadLetters for the dead letter topic
 */
record WritePlan(
    List<ItemWrite> events, List<ItemWrite> snapshots, List<RejectedRecord> deadLetters) {}
