/** The cost of one event in parser, fold and JSON writer, without Kafka; by JMH. */
package ai.warehouse.status.benchmark.fold;
