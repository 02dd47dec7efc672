/** Kafka and LocalStack in containers, which take the place of the embedded servers in tests. */
package ai.warehouse.status.containers;
