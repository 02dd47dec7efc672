/** The time from when an event is due to be published until the tables have its effect. */
package ai.warehouse.status.benchmark.latency;
