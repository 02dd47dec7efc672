/**
 * The fold's state in Kafka Streams stores: four stores, keys that sort, compact values; and the
 * builds of these that had events last, in memory.
 */
package ai.warehouse.status.processor.state;
