/** The Kafka Streams topology: judge, re-key where needed, fold, publish what changed (SPEC §3). */
package ai.warehouse.status.processor.topology;
