package ai.warehouse.status.processor.topology;

import ai.warehouse.status.model.RecordPosition;
import org.apache.kafka.common.header.Headers;

/**
 * A record of {@code status-events} as it came, and where it lay there.
 *
 * <p>Its headers reach the dead letters and the repartition topic, and nothing else.
 *
 * @param key the bytes; null if it had none
 * @param value the bytes; null if it had none
 */
record Received(byte[] key, byte[] value, Headers headers, RecordPosition position) {}
