/**
 * The records as JSON: a tolerant reader, a strict writer, and the judgement whether a record of
 * {@code status-events} is accepted (SPEC §1). Knows no Kafka.
 */
package ai.warehouse.status.model.json;
