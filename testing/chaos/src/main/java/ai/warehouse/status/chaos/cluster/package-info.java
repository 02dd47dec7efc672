/** A Kafka cluster of three processes, from Kafka's own classes. */
package ai.warehouse.status.chaos.cluster;
