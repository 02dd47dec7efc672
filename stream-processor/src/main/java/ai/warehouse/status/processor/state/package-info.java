/** The fold's state in Kafka Streams stores: keys that sort, compact values, names. */
package ai.warehouse.status.processor.state;
