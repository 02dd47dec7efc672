package ai.warehouse.status.sink;

import ai.warehouse.status.model.InvalidRecordException;

/**
 * What is to be done for one record.
 *
 * @param write null if no item is to be stored
 * @param deadLetter why it is to be a dead letter; null if it is not
 */
record RecordPlan(ItemWrite write, InvalidRecordException deadLetter) {
  static RecordPlan nothing() {
    return new RecordPlan(null, null);
  }

  static RecordPlan store(ItemWrite write) {
    return new RecordPlan(write, null);
  }

  static RecordPlan reject(InvalidRecordException why) {
    return new RecordPlan(null, why);
  }
}
