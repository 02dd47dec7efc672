/**
 * The throughput of the sink beside a bare loader, and the write units and requests of an event.
 */
package ai.warehouse.status.benchmark.sink;
