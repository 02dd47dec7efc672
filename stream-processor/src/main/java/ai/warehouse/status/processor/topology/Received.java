package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;

/**
 * A record of {@code status-events} as it came, and where it lay there.
 *
 * @param key the bytes; null if it had none
 * @param value the bytes; null if it had none
 */
record Received(byte[] key, byte[] value, RecordPosition position) {}
