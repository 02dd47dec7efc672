/** The fold's state in Kafka Streams stores: four stores, keys that sort, compact values. */
package ai.warehouse.status.processor.state;
