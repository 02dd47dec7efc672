/**
 * The records as JSON: a tolerant reader and a strict writer, the reader also deciding whether a
 * record of {@code status-events} is accepted (SPEC §1). Knows no Kafka.
 */
@NullMarked
package ai.warehouse.status.model.json;

import org.jspecify.annotations.NullMarked;
