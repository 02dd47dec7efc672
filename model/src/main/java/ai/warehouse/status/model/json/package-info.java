/**
 * The JSON form of the records: tolerant reading, strict writing. {@code StatusEventJson} decides
 * whether a record of {@code status-events} is accepted (SPEC §1). Independent of Kafka.
 */
@NullMarked
package ai.warehouse.status.model.json;

import org.jspecify.annotations.NullMarked;
