/**
 * The throughput of the stream processor as a process, beside other topologies on the same broker,
 * and the time of a restart after a kill.
 */
package ai.warehouse.status.benchmark.topology;
