package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;
import org.apache.kafka.common.header.Headers;

/**
 * A record of {@code status-events} as it came, and where it lay there.
 *
 * <p>Its headers travel in here and not along with the record, so that they reach the dead letters
 * and nothing else: what a sender put there must not weigh on each change or state that it causes.
 *
 * @param key the bytes; null if it had none
 * @param value the bytes; null if it had none
 */
record Received(byte[] key, byte[] value, Headers headers, RecordPosition position) {}
