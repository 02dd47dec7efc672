/** What one event costs the judge, the fold and the writer, without Kafka; by JMH. */
package ai.warehouse.status.benchmark.fold;
