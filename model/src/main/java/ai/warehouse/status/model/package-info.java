/**
 * The four records of the system, their keys and the rules that make them valid (SPEC §1 and §2).
 * Plain Java: nothing here knows Kafka, JSON or DynamoDB.
 */
@NullMarked
package ai.warehouse.status.model;

import org.jspecify.annotations.NullMarked;
