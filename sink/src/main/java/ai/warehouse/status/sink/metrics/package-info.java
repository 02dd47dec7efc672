/** What the sink counts, and traces at DEBUG, of each record and each write. */
package ai.warehouse.status.sink.metrics;
