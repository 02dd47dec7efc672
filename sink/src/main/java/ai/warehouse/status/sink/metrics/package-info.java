/** Counting and tracing of records and writes. */
package ai.warehouse.status.sink.metrics;
