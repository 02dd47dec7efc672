/** What one event costs the parser, the fold and the JSON writer, without Kafka; by JMH. */
package ai.warehouse.status.benchmark.fold;
