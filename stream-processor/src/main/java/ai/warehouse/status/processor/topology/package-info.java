/**
 * The Kafka Streams topology: read, re-key where misplaced, fold, publish what changed (SPEC §3).
 */
package ai.warehouse.status.processor.topology;
